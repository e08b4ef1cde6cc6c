"""Rules on fixed assets: how they come, wear, move and go (SAK EP section 17, SAK EMKM 11)."""
