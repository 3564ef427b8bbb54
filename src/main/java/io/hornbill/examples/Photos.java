package io.hornbill.examples;

import io.hornbill.base.Fault;
import io.hornbill.datasets.ImageFolder;
import java.nio.file.Path;

/** The photographs of one folder, without classes. */
final class Photos {
  private Photos() {}

  /**
   * Opens a folder.
   *
   * @param folder with photographs in it
   * @param size height and width that they are brought to
   * @return batches of 8 photographs, upright and in the order of their names, from 0 to 255
   * @throws IllegalArgumentException if there is no such folder, or it is a whole disk
   */
  static ImageFolder of(Path folder, int size) {
    Path whole = folder.toAbsolutePath().normalize();
    Path parent = whole.getParent();
    if (parent == null) {
      throw Fault.of("Photos")
          .expected("photographs must be in a folder of their own")
          .received(folder)
          .remedy("Name another folder.")
          .argument();
    }
    String name = whole.getFileName().toString();
    return ImageFolder.of(
        parent,
        o ->
            o.classNames(name)
                .imageSize(size, size)
                .exifOrientation(true)
                .batchSize(8)
                .shuffle(false));
  }
}
