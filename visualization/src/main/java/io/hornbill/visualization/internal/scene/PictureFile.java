package io.hornbill.visualization.internal.scene;

import io.hornbill.base.Fault;
import io.hornbill.files.internal.AtomicFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A file for a picture; its extension says of what format. */
public final class PictureFile {
  private final Path path;
  private final String extension;

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if it does not end in one of the extensions
   */
  public PictureFile(Path path, String... extensions) {
    this.path = path;
    String name = path.getFileName() == null ? "" : path.getFileName().toString();
    extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (!name.contains(".") || !List.of(extensions).contains(extension)) {
      throw Fault.of("Plots")
          .expected("the file's name must end in .%s", String.join(", .", extensions))
          .received(path)
          .remedy("Choose one of these formats.")
          .argument();
    }
  }

  public boolean is(String format) {
    return extension.equals(format);
  }

  public void write(Scene scene, double dpi) {
    switch (extension) {
      case "svg" -> write(SvgWriter.write(scene));
      case "pdf" -> write(PdfWriter.write(scene));
      default -> write(PngWriter.write(scene, dpi));
    }
  }

  public void write(String content) {
    write(content.getBytes(StandardCharsets.UTF_8));
  }

  private void write(byte[] content) {
    AtomicFiles.writeStream(path, out -> out.write(content));
  }
}
