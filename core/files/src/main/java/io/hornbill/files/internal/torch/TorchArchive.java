package io.hornbill.files.internal.torch;

import io.hornbill.base.Fault;
import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.ByteSource;
import io.hornbill.files.internal.npy.Pickle;
import io.hornbill.files.internal.torch.TorchTensor.Storage;
import io.hornbill.files.internal.zip.ZipReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A zip archive: a pickle {@code data.pkl}, and each storage as a member {@code data/0}. */
record TorchArchive(ZipReader zip, String folder, String name, Object root)
    implements TorchContainer {
  private static final String PICKLE = "data.pkl";

  static boolean isArchive(ByteSource source) {
    if (source.size() < 4 || source.bytes(0, 2)[0] != 'P' || source.bytes(0, 2)[1] != 'K') {
      return false;
    }
    try (ZipReader zip = ZipReader.open(source.slice(0, source.size(), source.name()))) {
      return zip.names().stream().anyMatch(TorchArchive::isPickle);
    }
  }

  private static boolean isPickle(String member) {
    return member.equals(PICKLE) || member.endsWith("/" + PICKLE);
  }

  static TorchArchive of(ByteSource source) {
    ZipReader zip = ZipReader.open(source);
    String pickle = zip.names().stream().filter(TorchArchive::isPickle).findFirst().orElseThrow();
    String folder = pickle.substring(0, pickle.length() - PICKLE.length());
    String place = source.name();
    if (zip.has(folder + "byteorder")) {
      String order = new String(zip.bytes(folder + "byteorder"), StandardCharsets.UTF_8).strip();
      if (!order.equals("little")) {
        throw Fault.of("TorchFile")
            .expected("numbers must be stored little end first")
            .received("%s in %s", order, place)
            .remedy("Save the file on another machine.")
            .as(ModelFormatException::new);
      }
    }
    Object root = Pickle.read(zip.bytes(pickle), 0, place, new TorchObjects(place)).value();
    return new TorchArchive(zip, folder, place, Objects.requireNonNullElse(root, ""));
  }

  private String member(Storage storage) {
    return folder + "data/" + storage.key();
  }

  @Override
  public long size(Storage storage) {
    return zip.size(member(storage));
  }

  @Override
  public ByteSource bytes(Storage storage) {
    return zip.source(member(storage));
  }

  @Override
  public void close() {
    zip.close();
  }
}
