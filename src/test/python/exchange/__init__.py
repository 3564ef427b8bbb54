"""Files that real Keras and Hornbill write for each other."""
