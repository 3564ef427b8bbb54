package io.hornbill.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.files.DownloadListener;
import io.hornbill.files.DownloadListener.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class DownloadBarTest {
  private static final URI SOURCE = URI.create("https://example.org/a.npz");
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private String show(boolean terminal) {
    DownloadBar bar = new DownloadBar(new PrintStream(printed, true), terminal);
    bar.progress(new Progress("a.npz", SOURCE, 500_000, 2_500_000, false));
    bar.progress(new Progress("a.npz", SOURCE, 2_500_000, 2_500_000, true));
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void drawsKerasBarOnATerminal() {
    assertThat(show(true))
        .startsWith("\r 500000/2500000 ━━━━                 ")
        .contains("\r2500000/2500000 ━━━━━━━━━━━━━━━━━━━━ ")
        .endsWith(System.lineSeparator());
  }

  @Test
  void whatIsDownloadedAgainHasABarOfItsOwn() {
    DownloadBar bar = new DownloadBar(new PrintStream(printed, true), true);

    bar.progress(new Progress("a.npz", SOURCE, 10, 10, true));
    bar.progress(new Progress("a.npz", SOURCE, 200, 200, true));

    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("\r10/10 ", "\r200/200 ");
  }

  @Test
  void printsOneLineElsewhere() {
    assertThat(show(false).strip())
        .isEqualTo("Downloaded a.npz from https://example.org/a.npz: 2.5 MB in 0s");
  }

  @Test
  void isFoundByAllDownloads() {
    assertThat(
            ServiceLoader.load(DownloadListener.class).stream().map(ServiceLoader.Provider::type))
        .contains(DownloadBar.class);
  }
}
