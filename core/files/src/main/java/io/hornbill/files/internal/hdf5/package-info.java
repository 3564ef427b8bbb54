/**
 * HDF5 files, read and written: groups, datasets and attributes, and nothing about models.
 *
 * <p>Reading stands on jhdf, which is kept from mapping files, from following links out of the file
 * and from trusting sizes. Writing is done here, in the oldest format, which every version of the
 * HDF5 library reads.
 */
@NullMarked
package io.hornbill.files.internal.hdf5;

import org.jspecify.annotations.NullMarked;
