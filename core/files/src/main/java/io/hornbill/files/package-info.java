/**
 * Published files that are downloaded once into Keras' home folder, and what says that a file is
 * damaged.
 */
@NullMarked
package io.hornbill.files;

import org.jspecify.annotations.NullMarked;
