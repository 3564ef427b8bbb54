package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.hornbill.applications.ResNet50;
import io.hornbill.applications.VGG16;
import io.hornbill.base.Config;
import io.hornbill.datasets.Images;
import io.hornbill.files.internal.Json;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The programs in the README with pretrained networks, run by processes of their own. Their table
 * of weight files is another one, whose files have random weights and come from a server of this
 * test.
 */
public class ReadmeApplicationsTest {
  /** The programs of the README that run here. */
  public static final List<String> PROGRAMS = List.of("ClassifyPhoto", "ExtractFeatures");

  private static final String HEADER = "architecture\tvariant\tfile\turl\thash";

  @TempDir Path folder;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private Path photo;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String name = exchange.getRequestURI().getPath().substring(1);
          requests.add(name);
          Path file = folder.resolve("served").resolve(name);
          exchange.sendResponseHeaders(200, Files.size(file));
          try (exchange) {
            Files.copy(file, exchange.getResponseBody());
          }
        });
    server.start();
    Files.createDirectories(folder.resolve("served"));
    photo = folder.resolve("elephant.jpg");
    BufferedImage picture = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = picture.createGraphics();
    pen.setPaint(new GradientPaint(0, 0, Color.ORANGE, 320, 240, Color.BLUE));
    pen.fillRect(0, 0, 320, 240);
    pen.setColor(Color.GRAY);
    pen.fillOval(80, 60, 160, 120);
    pen.dispose();
    ImageIO.write(picture, "jpg", photo.toFile());
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void theProgramThatClassifiesSaysWhatTheModelSays() throws Exception {
    Config classes = new Config();
    for (int i = 0; i < 1000; i++) {
      classes = classes.with(String.valueOf(i), List.of("n" + i, "class_" + i));
    }
    Files.writeString(folder.resolve("served/classes.json"), Json.write(classes));
    List<String> expected = new ArrayList<>();
    try (Model model = ResNet50.create(o -> o.weights(null))) {
      model.saveWeights(folder.resolve("served/resnet.h5"));
      INDArray y = model.predict(ResNet50.preprocessInput(photo()));
      double[] probabilities = y.toDoubleVector();
      IntStream.range(0, 1000)
          .boxed()
          .sorted((a, b) -> Double.compare(probabilities[b], probabilities[a]))
          .limit(3)
          .forEach(i -> expected.add("n" + i + " class_" + i + " " + probabilities[i]));
    }
    List<String> table =
        List.of(
            HEADER,
            row("ResNet50", "imagenet top", "resnet.h5"),
            row("ImageNet", "classes", "classes.json"));
    assertThat(run("ClassifyPhoto", table)).containsExactlyElementsOf(expected);
    assertThat(requests).containsExactly("resnet.h5", "classes.json");
    assertThat(run("ClassifyPhoto", table)).containsExactlyElementsOf(expected);
    assertThat(requests).as("the second time nothing is fetched").hasSize(2);
  }

  @Test
  void theProgramThatExtractsFeaturesGivesThoseOfTheModel() throws Exception {
    Number greatest;
    try (Model model = VGG16.create(o -> o.weights(null).includeTop(false))) {
      model.saveWeights(folder.resolve("served/vgg.h5"));
      greatest = model.predict(VGG16.preprocessInput(photo())).maxNumber();
    }
    List<String> table = List.of(HEADER, row("VGG16", "imagenet notop", "vgg.h5"));
    List<String> lines = run("ExtractFeatures", table);
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).isEqualTo("[1, 7, 7, 512] " + greatest);
    assertThat(lines.get(1)).startsWith("[1, 14, 14, 512] ");
    assertThat(requests).containsExactly("vgg.h5");
  }

  private INDArray photo() {
    return Images.toArray(Images.load(photo, 224, 224)).reshape(1, 224, 224, 3);
  }

  private String row(String architecture, String variant, String file) throws Exception {
    MessageDigest md5 = MessageDigest.getInstance("MD5");
    try (DigestInputStream in =
        new DigestInputStream(Files.newInputStream(folder.resolve("served").resolve(file)), md5)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return String.join(
        "\t",
        architecture,
        variant,
        file,
        "http://127.0.0.1:" + server.getAddress().getPort() + "/" + file,
        HexFormat.of().formatHex(md5.digest()));
  }

  /** Compiles and runs a program of the README; returns the lines that it prints. */
  private List<String> run(String name, List<String> table) throws Exception {
    Path classes = folder.resolve("classes");
    Path own = Files.createDirectories(classes.resolve("io/hornbill/applications"));
    Files.write(own.resolve("weight-files.tsv"), table);
    ReadmeTest.compile(name, classes);
    Path output = folder.resolve("output.txt");
    Path errors = folder.resolve("errors.txt");
    String path = classes + File.pathSeparator + System.getProperty("java.class.path");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder program = new ProcessBuilder(java, "-Xmx1g", "-cp", path, name);
    program.directory(folder.toFile()).redirectOutput(output.toFile());
    program.redirectError(errors.toFile());
    program.environment().put("KERAS_HOME", folder.resolve("home").toString());
    program.environment().remove("HORNBILL_DOWNLOAD_OFFLINE");
    program.environment().remove("HORNBILL_DOWNLOAD_MIRROR");
    int end = program.start().waitFor();
    assertThat(end).as(Files.readString(errors, StandardCharsets.UTF_8)).isZero();
    List<String> lines = Files.readAllLines(output);
    return lines.stream().filter(line -> !line.startsWith("Downloaded ")).toList();
  }
}
