package io.hornbill.visualization;

import io.hornbill.base.Checks;
import io.hornbill.base.Fault;
import io.hornbill.callbacks.Callback;
import io.hornbill.callbacks.Logs;
import io.hornbill.visualization.internal.live.LiveServer;
import io.hornbill.visualization.internal.live.LiveServers;
import io.hornbill.visualization.internal.live.Recorder;
import java.net.InetAddress;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A page that shows trainings while they run: curves over batches and epochs, speed and time left,
 * the model, its weights; several runs beside each other. It needs neither a network nor anything
 * installed but a browser.
 *
 * <pre>{@code
 * model.fit(x, y, f -> f.epochs(20).callbacks(new Dashboard()));   // http://localhost:9000/
 *
 * try (Dashboard page = Dashboard.start()) {
 *   first.fit(x, y, f -> f.callbacks(page.run("first")));
 *   second.fit(x, y, f -> f.callbacks(page.run("second")));
 * }
 * }</pre>
 *
 * <p>It also takes what Keras' {@code RemoteMonitor(root="http://localhost:9000")} sends, from this
 * library or from Python; {@code path="/publish/epoch/end/?run=name"} names the run.
 *
 * <p>Only this machine can see the page unless another {@link #address} is set. Its threads do not
 * keep a program from ending. A page that fails, is slow or is closed does not disturb a training.
 */
public final class Dashboard extends Callback implements AutoCloseable {
  private static final String OWNER = "Dashboard";
  private static final int USUAL_PORT = 9000;
  private static final int MOST_PORT = 65_535;

  private int port = USUAL_PORT;
  private boolean portChosen;
  private InetAddress address = InetAddress.getLoopbackAddress();
  private String name = "";
  private int histogramFreq;
  private Recorder recorder = new Recorder(0);
  private final @Nullable Dashboard page;
  private @Nullable LiveServer server;

  /** Makes a page that opens when training begins, or by {@link #open}. */
  public Dashboard() {
    page = null;
  }

  private Dashboard(Dashboard page, String name) {
    this.page = page;
    this.name = name;
    histogramFreq(page.histogramFreq);
  }

  /**
   * Opens a page at {@code http://localhost:9000/}, or at another port if that one is in use.
   *
   * @return the page
   */
  public static Dashboard start() {
    return new Dashboard().open();
  }

  /**
   * Opens a page for this machine.
   *
   * @param port the port; 0 for any free one
   * @return the page
   * @throws IllegalStateException if the port is in use
   */
  public static Dashboard start(int port) {
    return new Dashboard().port(port).open();
  }

  /**
   * Sets the port.
   *
   * @param newPort in [0, 65535]; 0 for any free one. By default 9000, or another if that is in use
   * @throws IllegalArgumentException if it is out of range
   * @throws IllegalStateException if the page is open
   */
  public Dashboard port(int newPort) {
    requireClosed("port");
    port = (int) Checks.within(OWNER, "port", newPort, 0, MOST_PORT);
    portChosen = true;
    return this;
  }

  /**
   * Sets who can see the page. Whoever can reach the address sees it and can send epochs to it:
   * there is no password and no encryption.
   *
   * @param newAddress an address of this machine; by default the loopback address, which only this
   *     machine can reach
   * @throws IllegalStateException if the page is open
   */
  public Dashboard address(InetAddress newAddress) {
    requireClosed("address");
    address = newAddress;
    return this;
  }

  /**
   * Sets what runs are called that have this page itself as their callback.
   *
   * @param newName a name; by default that of the model
   */
  public Dashboard name(String newName) {
    name = newName;
    return this;
  }

  /**
   * Sets how often there are histograms of the weights without the page asking for them.
   *
   * @param epochs every so many epochs; 0 for only when the page asks, the default
   * @throws IllegalArgumentException if it is negative
   */
  public Dashboard histogramFreq(int epochs) {
    histogramFreq = (int) Checks.notNegative(OWNER, "histogramFreq", epochs);
    recorder = new Recorder(histogramFreq);
    return this;
  }

  private void requireClosed(String setter) {
    if (server != null) {
      throw Fault.of(OWNER)
          .expected("%s must be set before the page is open", setter)
          .received("a call at %s", server.url())
          .remedy("Set it first, or close the page.")
          .state();
    }
  }

  /**
   * Opens the page now. Pages of one program at the same address are one.
   *
   * @throws IllegalStateException if the port was set and is in use
   */
  public Dashboard open() {
    server();
    return this;
  }

  private synchronized LiveServer server() {
    if (page != null) {
      return page.server();
    }
    LiveServer known = server;
    if (known == null) {
      known = LiveServers.open(address, port, portChosen);
      server = known;
    }
    return known;
  }

  /**
   * Returns where the page is.
   *
   * @return its address, {@code http://localhost:9000/}
   * @throws IllegalStateException if the page is not open
   */
  public URI url() {
    LiveServer known = server;
    if (known == null) {
      throw Fault.of("Dashboard")
          .expected("the page must be open")
          .received("a call before")
          .remedy("Call open(), or begin training.")
          .state();
    }
    return known.url();
  }

  /**
   * Makes a callback that shows a training on this page.
   *
   * @param runName the run's name
   * @return a callback for one training at a time
   */
  public Callback run(String runName) {
    return new Dashboard(this, runName);
  }

  /** Closes the page. Trainings go on, and are not shown any more. */
  @Override
  public synchronized void close() {
    if (server != null) {
      LiveServers.close(server);
      server = null;
    }
  }

  @Override
  public void onTrainBegin(Logs logs) {
    String shown = name.isEmpty() ? model().name() : name;
    recorder.begin(() -> server().runs().begin(shown), model(), parameters());
  }

  @Override
  public void onEpochBegin(int epoch, Logs logs) {
    recorder.beginEpoch(epoch);
  }

  @Override
  public void onBatchEnd(int batch, Logs logs) {
    recorder.endBatch(batch, logs);
  }

  @Override
  public void onEpochEnd(int epoch, Logs logs) {
    recorder.endEpoch(epoch, logs);
  }

  @Override
  public void onTrainEnd(Logs logs) {
    recorder.end();
  }
}
