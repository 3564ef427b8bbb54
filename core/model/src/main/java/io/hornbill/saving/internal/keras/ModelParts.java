package io.hornbill.saving.internal.keras;

import io.hornbill.files.internal.ByteSource;
import io.hornbill.files.internal.zip.ZipReader;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files that make a model up: configuration, metadata and weights. */
interface ModelParts {
  /** Whether there is a file. */
  boolean has(String name);

  /** All of a file. */
  byte[] bytes(String name);

  /** A file, to be closed. */
  ByteSource source(String name);

  /** Those of a {@code .keras} archive. */
  static ModelParts of(ZipReader zip) {
    return new ModelParts() {
      @Override
      public boolean has(String name) {
        return zip.has(name);
      }

      @Override
      public byte[] bytes(String name) {
        return zip.bytes(name);
      }

      @Override
      public ByteSource source(String name) {
        return zip.source(name);
      }
    };
  }

  /** Those of such an archive unpacked into a folder. */
  static ModelParts of(Path folder) {
    return new ModelParts() {
      @Override
      public boolean has(String name) {
        return Files.isRegularFile(folder.resolve(name));
      }

      @Override
      public byte[] bytes(String name) {
        try (ByteSource file = source(name)) {
          return file.bytes(0, file.size());
        }
      }

      @Override
      public ByteSource source(String name) {
        return ByteSource.open(folder.resolve(name));
      }
    };
  }
}
