package io.hornbill.files.internal.npy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.files.ModelFormatException;
import io.hornbill.files.testing.Fixtures;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PickleTest {

  private static NumpyArray npy(String name) {
    return npy(Fixtures.resource("files/internal/npy/" + name), name);
  }

  private static NumpyArray npy(byte[] bytes, String name) {
    return Npy.read(new ByteArrayInputStream(bytes), bytes.length, name);
  }

  private static Object read(String pickle) {
    return Pickle.read(pickle.getBytes(ISO_8859_1), "test.pkl");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void readsListsOfNumbersInEveryProtocol(int protocol) {
    NumpyArray rows = npy("rows-" + protocol + ".npy");
    assertThat(rows.toIntRows())
        .containsExactly(new int[] {1, 2, 70000}, new int[] {}, new int[] {-5});
    assertThat(rows.toObjects().get(0)).isEqualTo(rows.toObjects().get(0)).isInstanceOf(List.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void readsEveryKindOfPlainObjectInEveryProtocol(int protocol) {
    NumpyArray mixed = npy("mixed-" + protocol + ".npy");
    assertThat(mixed.shape()).containsExactly(2, 3);
    List<Object> objects = mixed.toObjects();
    assertThat(objects.subList(0, 4)).containsExactly(null, true, BigInteger.TWO.pow(80), "naïve");
    Map<?, ?> map = (Map<?, ?>) objects.get(4);
    List<?> tuple = (List<?>) map.get("k");
    assertThat(tuple.get(0)).isEqualTo(1L);
    assertThat(tuple.get(1)).isEqualTo(2.5);
    assertThat((byte[]) tuple.get(2)).isEqualTo("raw".getBytes(UTF_8));
    assertThat(map.get(3L)).isEqualTo(1.5);
    assertThat(((NumpyArray) objects.get(5)).toIntArray()).containsExactly(0, 1, 2, 3);
  }

  @Test
  void readsPythonTwosTexts() {
    Map<?, ?> map = (Map<?, ?>) read("(dp1\nS'it\\'s \\x41'\np2\nL7L\nsS\"k\"\nF-2.5\ns.");
    assertThat(map.get("it's A")).isEqualTo(7L);
    assertThat(map.get("k")).isEqualTo(-2.5);
    assertThat((byte[]) read("S'\\n\\\\'\n.")).containsExactly('\n', '\\');
    assertThat(read("V\\u00e9\\U0001f600\n.")).isEqualTo("é😀");
  }

  @Test
  void refusesToCallAnything() {
    assertThatThrownBy(() -> npy("evil.npy"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("Received: posix.system at byte")
        .hasMessageContaining("evil.npy");
    assertThatThrownBy(() -> read("cnumpy\ndtype\n.")).hasMessageContaining("must be plain data");
  }

  @ParameterizedTest
  @CsvSource({
    "'.', an empty stack",
    "'t.', must find its mark",
    "'(', the end of the data",
    "'h\u0007.', must have been remembered",
    "'I1x\n.', must be a whole number",
    "'I1\nI2\na.', must be added to a list",
    "'}]I1\ns.', key must be a string or a number",
    "'(I1\nd.', made of pairs",
    "'i', must be one of plain data",
    "'\u0080\u0009.', at most 5",
    "'T\u00ff\u00ff\u00ff\u00ff', behind the end",
  })
  void saysWhatIsWrong(String pickle, String complaint) {
    assertThatThrownBy(() -> read(pickle))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(complaint)
        .hasMessageContaining("test.pkl");
  }

  @Test
  void survivesListsWithinThemselvesAndDeepNesting() {
    List<?> self = (List<?>) read("]q\u0000h\u0000a.");
    assertThat(self.get(0)).isSameAs(self);
    assertThat(self).hasToString("list of 1").hasSameHashCodeAs(self);
    String deep = "]".repeat(100_000) + "a".repeat(99_999) + ".";
    assertThat((List<?>) read(deep)).hasSize(1);
  }

  @Test
  void refusesOrReadsDamagedPickles() {
    for (String name : List.of("mixed-0.npy", "mixed-2.npy", "mixed-5.npy", "rows-4.npy")) {
      byte[] original = Fixtures.resource("files/internal/npy/" + name);
      assertThat(Fixtures.fuzz(original, 2, bytes -> npy(bytes, name))).isGreaterThan(100);
    }
  }

  @Test
  @Tag("real-data")
  void readsTheBatchesOfCifar() throws Exception {
    byte[] bytes =
        Files.readAllBytes(Fixtures.realFile("datasets/cifar-10-batches-py/data_batch_1"));
    Map<?, ?> batch = (Map<?, ?>) Pickle.read(bytes, "data_batch_1");
    NumpyArray images = (NumpyArray) batch.get("data");
    assertThat(images.shape()).containsExactly(10_000, 3072);
    List<?> labels = (List<?>) batch.get("labels");
    assertThat(labels.subList(0, 5).toArray()).containsExactly(6L, 9L, 9L, 4L, 1L);
  }
}
