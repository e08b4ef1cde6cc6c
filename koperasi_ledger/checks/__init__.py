"""The checks of `periksa`: pure comparisons of what is stored, printed and computed anew."""
