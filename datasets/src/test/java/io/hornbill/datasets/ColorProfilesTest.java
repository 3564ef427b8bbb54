package io.hornbill.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Cameras add profiles of colors to photographs. Pillow, and so Keras, leaves them aside. */
class ColorProfilesTest {

  @Test
  void aProfileDoesNotChangePixels() throws IOException {
    byte[] plain = jpeg();
    byte[] marked = withProfile(plain, ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData());
    assertThat(Images.toArray(Images.load(marked, o -> {})))
        .isEqualTo(Images.toArray(Images.load(plain, o -> {})));
  }

  private static byte[] jpeg() throws IOException {
    BufferedImage picture = new BufferedImage(48, 32, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = picture.createGraphics();
    pen.setPaint(new GradientPaint(0, 0, Color.ORANGE, 48, 32, Color.BLUE));
    pen.fillRect(0, 0, 48, 32);
    pen.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(picture, "jpg", out);
    return out.toByteArray();
  }

  /** A segment APP2 after the start of the file and its header of JFIF. */
  private static byte[] withProfile(byte[] jpeg, byte[] profile) throws IOException {
    int head = 4 + (jpeg[4] & 0xff) * 256 + (jpeg[5] & 0xff);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(jpeg, 0, head);
    out.writeShort(0xFFE2);
    out.writeShort(2 + 14 + profile.length);
    out.write("ICC_PROFILE".getBytes(StandardCharsets.US_ASCII));
    out.write(new byte[] {0, 1, 1}); // the first of one part
    out.write(profile);
    out.write(jpeg, head, jpeg.length - head);
    return bytes.toByteArray();
  }
}
