package io.hornbill.files.internal.hdf5;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.ArrayMemory;
import io.hornbill.files.internal.NumericType;
import io.hornbill.files.testing.Fixtures;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Compares files that Keras 1 and 2 saved with what h5py reads from them. */
class LegacyFilesTest {

  private final List<String> paths = new ArrayList<>();

  @Test
  @Tag("real-data")
  void readsFromEveryFileWhatH5pyReads() throws Exception {
    Path folder = Fixtures.realFile("../keras-files/legacy-h5");
    String table = new String(Fixtures.resource("files/internal/hdf5/legacy-h5.tsv"), UTF_8);
    List<String> different = new ArrayList<>();
    for (String line : table.split("\n")) {
      String[] fields = line.split("\t");
      try (Hdf5File file = Hdf5File.open(folder.resolve(fields[0]))) {
        if (!checksum(file.root()).equals(fields[2])) {
          different.add(fields[0]);
        }
      }
    }
    assertThat(different).isEmpty();
  }

  private String checksum(Hdf5Group root) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-1");
    paths.clear();
    list(root);
    for (String path : new TreeSet<>(paths)) {
      digest.update((path + "\n").getBytes(UTF_8));
      if (path.equals("/") || root.hasGroup(path)) {
        add(root.group(path).attributes(), digest);
      } else {
        Hdf5Dataset dataset = root.dataset(path);
        add(dataset.attributes(), digest);
        digest.update((Arrays.toString(dataset.shape()) + "\n").getBytes(UTF_8));
        try (INDArray array = dataset.toFloats()) {
          ArrayMemory.write(array, NumericType.FLOAT32, digest::update);
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private void list(Hdf5Group group) {
    paths.add(group.path());
    for (String name : group.names()) {
      if (group.hasGroup(name)) {
        list(group.group(name));
      } else {
        paths.add(group.dataset(name).path());
      }
    }
  }

  private static void add(Hdf5Attributes attributes, MessageDigest digest) {
    for (String name : attributes.names()) {
      try {
        List<String> texts = attributes.texts(name);
        if (!texts.isEmpty()) {
          digest.update((name + "=").getBytes(UTF_8));
          texts.forEach(text -> digest.update((text + "\n").getBytes(UTF_8)));
        }
      } catch (ModelFormatException e) {
        assertThat(attributes.numbers(name)).isNotEmpty();
      }
    }
  }
}
