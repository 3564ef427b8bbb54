package io.hornbill.files.internal.zip;

/**
 * An archive's entry for one member, as the central directory tells it.
 *
 * @param name the member's path within the archive
 * @param method 0 for stored, 8 for deflated
 * @param checksum the CRC-32 of the content
 * @param compressedSize the number of bytes in the archive
 * @param size the number of bytes of the content
 * @param header the position of the member's local header
 */
record ZipMember(
    String name, int method, long checksum, long compressedSize, long size, long header) {}
