package io.hornbill.files.internal.torch;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.files.internal.Json;
import io.hornbill.files.internal.npy.Npz;
import io.hornbill.files.internal.safetensors.Safetensors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small files that would become more than the heap holds are refused, and nothing else happens. */
@Tag("processes")
class HostileHeapTest {
  private static final int LARGE = 8 << 20;

  @TempDir Path folder;

  static byte[] zip(String member, byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(member));
      zip.write(content);
      zip.putNextEntry(new ZipEntry("a/data/0"));
      zip.write(new byte[64]);
    }
    return out.toByteArray();
  }

  /** Reads what it is given, with a heap that cannot hold what that would become. */
  public static final class Program {
    private Program() {}

    public static void main(String[] files) throws Exception {
      for (String file : files) {
        try {
          if (file.endsWith(".json")) {
            Json.read(Files.readString(Path.of(file)), file);
          } else if (file.endsWith(".safetensors")) {
            Safetensors.open(Path.of(file)).close();
          } else if (file.endsWith(".npz")) {
            try (Npz npz = Npz.open(Path.of(file))) {
              npz.get("a");
            }
          } else {
            TorchFile.open(Path.of(file)).close();
          }
          System.out.println("READ " + file);
        } catch (Throwable met) {
          System.out.println("MET " + met);
        }
      }
    }
  }

  @Test
  void smallArchivesOfPickles() throws Exception {
    List<String> files = new ArrayList<>();
    for (String code : List.of("N", "N\224", "}", "(", "](e", "]\224", "K\1\205")) {
      byte[] pickle = new PickleCode().add("\200\4").times(LARGE / code.length(), code).end();
      Path file = folder.resolve(files.size() + ".pt");
      files.add(Files.write(file, zip("a/data.pkl", pickle)).toString());
    }
    assertRefused(files);
  }

  @Test
  void smallArchivesOfTexts() throws Exception {
    String header = "{'descr': '|S1', 'fortran_order': False, 'shape': (%d,), }\n".formatted(LARGE);
    byte[] texts =
        new PickleCode()
            .add("\223NUMPY\1\0" + (char) header.length() + "\0" + header)
            .times(LARGE, "x")
            .bytes();
    Path file = folder.resolve("t.npz");
    assertRefused(List.of(Files.write(file, zip("a.npy", texts)).toString()));
  }

  @Test
  void jsonAndHeadersOfTensors() throws Exception {
    List<String> files = new ArrayList<>();
    for (String part : List.of("[],", "{},", "{\"a\":1},", "0.5,", "\"a\",")) {
      byte[] text =
          new PickleCode().add("{\"a\":[").times(LARGE / part.length(), part).add("1]}").bytes();
      ByteBuffer tensors = ByteBuffer.allocate(8 + text.length).order(ByteOrder.LITTLE_ENDIAN);
      tensors.putLong(text.length).put(text);
      Path json = folder.resolve(files.size() + ".json");
      Path header = folder.resolve(files.size() + ".safetensors");
      files.add(Files.write(json, text).toString());
      files.add(Files.write(header, tensors.array()).toString());
    }
    assertRefused(files);
  }

  private static void assertRefused(List<String> files) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx40m",
                "-XX:+UseSerialGC",
                "-Dslf4j.internal.verbosity=ERROR",
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName()));
    command.addAll(files);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isZero();
    assertThat(printed.lines())
        .hasSize(files.size())
        .allSatisfy(
            line ->
                assertThat(line)
                    .startsWith("MET io.hornbill.files.ModelFormatException: MemoryBudget: "));
  }
}
