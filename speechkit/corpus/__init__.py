"""Many files: find them, clean them on all cores, write what came out."""
