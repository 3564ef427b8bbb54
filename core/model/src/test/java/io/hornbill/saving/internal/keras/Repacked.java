package io.hornbill.saving.internal.keras;

import io.hornbill.files.internal.ByteSource;
import io.hornbill.files.internal.zip.ZipReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** An archive whose members are replaced, with right checksums. */
final class Repacked {
  private final Map<String, byte[]> members = new LinkedHashMap<>();

  Repacked(byte[] archive) {
    try (ZipReader zip = ZipReader.open(ByteSource.of(archive, "archive"))) {
      for (String name : zip.names()) {
        members.put(name, zip.bytes(name));
      }
    }
  }

  byte[] member(String name) {
    byte[] bytes = members.get(name);
    if (bytes == null) {
      throw new AssertionError(name);
    }
    return bytes;
  }

  byte[] with(String name, byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setMethod(ZipOutputStream.STORED);
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        byte[] data = member.getKey().equals(name) ? content : member.getValue();
        CRC32 checksum = new CRC32();
        checksum.update(data);
        ZipEntry entry = new ZipEntry(member.getKey());
        entry.setSize(data.length);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        zip.write(data);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }
}
