package io.hornbill.visualization;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Sequential;
import io.hornbill.callbacks.Callback;
import io.hornbill.callbacks.Logs;
import io.hornbill.layers.Dense;
import io.hornbill.visualization.internal.live.LivePage;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The page in a real Chromium, where it is installed. {@code -Dhornbill.screenshots=folder} keeps
 * what it looks like.
 */
class DashboardPageTest {
  private static Browser browser;

  private Dashboard page;

  @BeforeAll
  static void startChromium() throws Exception {
    assumeTrue(Browser.isInstalled(), "Chromium is not installed");
    // Chromium's helpers may write for a moment after it has ended, so this is left to the next
    // clean.
    Path target = Files.createDirectories(Path.of("target"));
    browser = Browser.start(Files.createTempDirectory(target, "chromium").toAbsolutePath());
  }

  @AfterAll
  static void stopChromium() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void openThePage() throws Exception {
    page = Dashboard.start(0);
    browser.look(1280, 900, false);
    browser.open(page.url());
    browser.await("document.getElementById('connection').textContent === 'live'");
  }

  @AfterEach
  void closeThePage() {
    page.close();
  }

  private static void keep(String name) throws Exception {
    String kept = System.getProperty("hornbill.screenshots");
    if (kept != null) {
      browser.photograph(Files.createDirectories(Path.of(kept)).resolve(name + ".png"));
    }
  }

  private static Sequential model() {
    Hornbill.seed(3);
    var model =
        new Sequential(
            new Input(4),
            new Dense(16).activation("tanh").name("hidden"),
            new Dense(1).activation("sigmoid").name("answer"));
    model.compile("adam", "binary_crossentropy", "accuracy");
    return model;
  }

  /** Stops training in its third epoch until it is told to go on. */
  private static final class Pause extends Callback {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @Override
    public void onEpochBegin(int epoch, Logs logs) {
      if (epoch == 2) {
        reached.countDown();
        try {
          goOn.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  private static Thread training(Callback... callbacks) {
    INDArray x = Nd4j.linspace(-1, 1, 256).reshape(64, 4);
    INDArray y = Nd4j.linspace(0, 1, 64).reshape(64, 1);
    Thread training =
        new Thread(
            () ->
                model()
                    .fit(
                        x,
                        y.gt(0.5).castTo(x.dataType()),
                        f ->
                            f.epochs(4)
                                .batchSize(8)
                                .verbose(0)
                                .validationSplit(0.25)
                                .callbacks(callbacks)));
    training.start();
    return training;
  }

  @Test
  void curvesAppearWhileATrainingRunsAndAReloadShowsTheWholeRun() throws Exception {
    Pause pause = new Pause();
    Thread training = training(page.run("first <b>run</b>"), pause);
    pause.reached.await();
    browser.await("document.querySelector('.run .state').textContent.startsWith('epoch 3 of 4')");
    browser.await("document.querySelectorAll('#charts > *').length === 3");
    assertThat(browser.evaluate("document.body.innerText").asText())
        .contains("first <b>run</b>", "loss", "accuracy", "learning rate", "time left", "rows/s");
    assertThat(browser.evaluate("document.querySelectorAll('.run b').length").asInt()).isZero();
    assertThat(points("epoch/loss")).isEqualTo(2);
    assertThat(points("batch/loss")).isEqualTo(12);
    keep("running");

    pause.goOn.countDown();
    training.join();
    browser.await("document.querySelector('.run .state').textContent.startsWith('ended')");
    browser.reload();
    browser.await("state.runs.size === 1 && state.runs.get(1).curves['epoch/val_loss']");
    assertThat(points("epoch/val_loss")).isEqualTo(4);
    assertThat(points("batch/loss")).isEqualTo(24);
  }

  private static int points(String curve) throws Exception {
    return browser.evaluate("state.runs.get(1).curves['" + curve + "'].x.length").asInt();
  }

  @Test
  void showsTheModelItsSummaryAndItsWeights() throws Exception {
    Pause pause = new Pause();
    Thread training = training(page.run("one"), pause);
    pause.reached.await();
    browser.await("state.runs.size === 1");
    browser.evaluate("document.querySelector('[data-tab=model]').click()");
    browser.await("document.getElementById('picture').naturalWidth > 50");
    browser.await("document.getElementById('summary').textContent.includes('hidden (Dense)')");
    keep("model");
    browser.evaluate("document.querySelector('[data-tab=weights]').click()");
    browser.await("document.querySelector('#weights .none').hidden === false");
    pause.goOn.countDown();
    browser.await("document.querySelectorAll('#histograms > *').length === 4");
    training.join();
    keep("weights");
  }

  @Test
  void severalRunsStandBesideEachOtherLightAndDarkWideAndNarrow() throws Exception {
    Thread first = training(page.run("adam"));
    first.join();
    Thread second = training(page.run("adam again, with a name that is longer than most"));
    second.join();
    browser.await("state.runs.size === 2 && document.querySelectorAll('.run').length === 2");
    browser.await("document.querySelectorAll('#charts > *').length === 3");
    for (boolean dark : new boolean[] {false, true}) {
      for (int width : new int[] {1280, 390}) {
        browser.look(width, 900, dark);
        browser.await("innerWidth === " + width);
        assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
            .isLessThanOrEqualTo(width);
        int brightness =
            browser
                .evaluate(
                    "Number(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])")
                .asInt();
        assertThat(brightness < 128).isEqualTo(dark);
        keep((dark ? "dark-" : "light-") + width);
      }
    }
  }

  /** docs/dashboard.png is of this page: it is taken anew when what the page is made of changes. */
  @Test
  void thePictureInTheDocumentationIsOfThisPage() throws Exception {
    Path docs = DocumentationPicturesTest.docs();
    Path note = docs.resolve("dashboard.sha256");
    if (DocumentationPicturesTest.isWritten()) {
      for (String optimizer : new String[] {"sgd", "adam", "rmsprop"}) {
        moons(optimizer, page.run(optimizer));
      }
      browser.await(
          "[...state.runs.values()].filter(r => r.curves['epoch/val_loss']?.x.length === 12).length === 3");
      browser.await("document.querySelectorAll('#charts > *').length === 3");
      browser.photograph(docs.resolve("dashboard.png"));
      Files.writeString(note, hash());
    }
    assertThat(hash())
        .as("-Dhornbill.docs=write takes the picture")
        .isEqualTo(Files.readString(note));
  }

  private static void moons(String optimizer, Callback live) {
    Hornbill.seed(7);
    INDArray[] moons = DocumentationPicturesTest.moons(400);
    INDArray[] unseen = DocumentationPicturesTest.moons(150);
    var model =
        new Sequential(
            new Input(2), new Dense(16).activation("relu"), new Dense(1).activation("sigmoid"));
    model.compile(optimizer, "binary_crossentropy", "accuracy");
    model.fit(
        moons[0],
        moons[1],
        f -> f.epochs(12).verbose(0).validationData(unseen[0], unseen[1]).callbacks(live));
  }

  /** Of the page's text, style and programs. */
  private static String hash() throws Exception {
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    for (String one : new String[] {"index.html", "style.css", "app.js", "chart.js"}) {
      try (var in = LivePage.class.getResourceAsStream(one)) {
        String text = new String(java.util.Objects.requireNonNull(in, one).readAllBytes(), UTF_8);
        sha.update(text.replace("\r\n", "\n").getBytes(UTF_8));
      }
    }
    return java.util.HexFormat.of().formatHex(sha.digest()) + "\n";
  }

  @Test
  void tenThousandBatchesStaySmooth() throws Exception {
    LivePage run = LivePage.begin(page.url(), "long");
    browser.evaluate(
        "window.slowest = 0; window.frames0 = 0; (function tick(before) { requestAnimationFrame(now"
            + " => { window.slowest = Math.max(window.slowest, now - before); window.frames0++;"
            + " tick(now); }); })(performance.now())");
    for (int batch = 1; batch <= 10_000; batch++) {
      run.batch(batch, 1.0 / batch);
      if (batch % 1000 == 0) {
        browser.await("document.body && state.runs.size === 1");
      }
    }
    browser.await("state.runs.get(1).curves['batch/loss'].x.at(-1) === 10000");
    assertThat(points("batch/loss")).isBetween(500, 1000);
    double drawing =
        browser
            .evaluate(
                "(() => { const t = performance.now(); for (let i = 0; i < 20; i++) render();"
                    + " return (performance.now() - t) / 20; })()")
            .asDouble();
    // A frame has 16 ms; a machine that does other work as well is given some more.
    assertThat(drawing).isLessThan(50);
    keep("ten-thousand");
  }

  @Test
  void whatComesFromOutsideIsShownAsText() throws Exception {
    String evil = "<img src=x onerror=window.hit=1>";
    LivePage.post(
        page.url()
            .resolve(
                "/publish/epoch/end/?run="
                    + java.net.URLEncoder.encode(evil, java.nio.charset.StandardCharsets.UTF_8)),
        "application/json",
        "{\"epoch\":0,\"" + evil + "\":1.5}");
    browser.await("state.runs.size === 1 && document.body.innerText.includes('onerror')");
    assertThat(browser.evaluate("document.querySelectorAll('main img[src=x]').length").asInt())
        .isZero();
    assertThat(browser.evaluate("window.hit === undefined").asBoolean()).isTrue();
  }

  @Test
  void needsNothingFromAnyOtherPlace() throws Exception {
    String loaded =
        browser
            .evaluate("performance.getEntriesByType('resource').map(e => e.name).join(' ')")
            .asText();
    for (String one : loaded.split(" ")) {
      assertThat(URI.create(one).getPort()).isEqualTo(page.url().getPort());
    }
  }
}
