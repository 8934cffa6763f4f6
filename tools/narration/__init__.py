"""Turns every spoken line of every session into a clip, in two voices, and proves it.

Build-time only: the app plays the committed clips and needs none of this. See README.md here.
"""
