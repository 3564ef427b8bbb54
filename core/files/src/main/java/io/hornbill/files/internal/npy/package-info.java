/**
 * NumPy's files: {@code .npy} arrays, {@code .npz} archives of them, and the few Python pickles
 * that data sets come in, read without making any object that a file names.
 */
@NullMarked
package io.hornbill.files.internal.npy;

import org.jspecify.annotations.NullMarked;
