package io.hornbill.files.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SteadyChannelTest {
  @TempDir private Path folder;

  @AfterEach
  void clearTheInterrupt() {
    Thread.interrupted();
  }

  /** Interrupts this thread again and again while something runs. */
  private static void pestered(Action action) throws IOException, InterruptedException {
    Thread victim = Thread.currentThread();
    Thread pest =
        new Thread(
            () -> {
              do { // at least once, however late this thread begins
                victim.interrupt();
                Thread.onSpinWait();
              } while (!Thread.currentThread().isInterrupted());
            });
    pest.start();
    try {
      action.run();
    } finally {
      pest.interrupt();
      while (pest.isAlive()) {
        Thread.onSpinWait();
      }
    }
    assertThat(Thread.interrupted()).isTrue();
  }

  private interface Action {
    void run() throws IOException;
  }

  @Test
  void interruptsAtAnyMomentChangeNoByte() throws Exception {
    byte[] content = new byte[3_000_000];
    new Random(1).nextBytes(content);
    Path file = folder.resolve("f");
    pestered(
        () ->
            AtomicFiles.writeChannel(
                file,
                channel -> {
                  for (int from = 0; from < content.length; from += 1000) {
                    ByteBuffer piece = ByteBuffer.wrap(content, from, 1000);
                    while (piece.hasRemaining()) {
                      channel.write(piece);
                    }
                  }
                }));
    assertThat(Files.readAllBytes(file)).isEqualTo(content);

    byte[] read = new byte[content.length];
    pestered(
        () -> {
          try (ByteSource source = ByteSource.open(file)) {
            for (int from = 0; from < content.length; from += 1000) {
              source.read(from, ByteBuffer.wrap(read, from, 1000));
            }
          }
        });
    assertThat(read).isEqualTo(content);
  }

  @Test
  void positionsAreKept() throws Exception {
    Path file = folder.resolve("f");
    try (SteadyChannel channel = SteadyChannel.create(file)) {
      channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}));
      channel.write(ByteBuffer.wrap(new byte[] {9}), 1);
      assertThat(channel.position()).isEqualTo(4);
      channel.position(2).write(new ByteBuffer[] {ByteBuffer.wrap(new byte[] {7, 8})});
      channel.truncate(3);
      assertThat(channel.size()).isEqualTo(3);
      assertThat(channel.position()).isEqualTo(3);
      ByteBuffer all = ByteBuffer.allocate(4);
      assertThat(channel.position(0).read(all)).isEqualTo(3);
      assertThat(channel.read(all)).isEqualTo(-1);
      assertThat(all.array()).containsExactly(1, 9, 7, 0);
    }
    assertThatThrownBy(() -> SteadyChannel.create(file)).isInstanceOf(IOException.class);
  }

  @Test
  void aFileThatWasReplacedIsNotTakenForTheSame() throws Exception {
    Path file = Files.write(folder.resolve("f"), new byte[10]);
    Path other = Files.write(folder.resolve("g"), new byte[20]);
    assertThatThrownBy(
            () ->
                pestered(
                    () -> {
                      try (SteadyChannel channel = SteadyChannel.read(file)) {
                        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
                        while (true) {
                          channel.read(ByteBuffer.allocate(5), 0);
                        }
                      }
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("the file was replaced while it was open");
  }

  @Test
  void aPipeThatNobodyWritesToIsRefused() throws Exception {
    Path pipe = folder.resolve("pipe");
    int made = -1;
    try {
      made = new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
    } catch (IOException e) {
      // not on this system
    }
    org.junit.jupiter.api.Assumptions.assumeTrue(made == 0);
    assertThatThrownBy(() -> ByteSource.open(pipe))
        .hasMessage(
            "File: the file must be readable. Received: %s (it is a pipe or a device). Check its permissions, and that it is not a folder.",
            pipe);
  }
}
