"""The workflows: what a person or a script does with a book, as plain typed functions.

They neither print nor exit; the command line and the Fava extension parse, call one, and show.
"""
