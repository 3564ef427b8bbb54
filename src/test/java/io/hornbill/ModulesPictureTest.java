package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/modules.svg shows the modules as they are; {@code -Dhornbill.modules=write} draws it. */
class ModulesPictureTest {
  private static final Path PICTURE = Path.of("docs/modules.svg");

  @Test
  void thePictureShowsWhatThePomsSay() throws IOException {
    String drawn = ModulesPicture.svg(Path.of(""));
    if ("write".equals(System.getProperty("hornbill.modules"))) {
      Files.writeString(PICTURE, drawn);
    }
    assertThat(PICTURE).as("drawn anew by -Dhornbill.modules=write").hasContent(drawn);
  }
}
