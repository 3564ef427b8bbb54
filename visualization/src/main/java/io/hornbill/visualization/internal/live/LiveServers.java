package io.hornbill.visualization.internal.live;

import io.hornbill.base.Fault;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pages of this program: who asks for the same address shares one. */
public final class LiveServers {
  private static final Logger LOG = LoggerFactory.getLogger(LiveServers.class);
  private static final Map<InetSocketAddress, LiveServer> OPEN = new HashMap<>();

  private LiveServers() {}

  /**
   * Opens a page, or joins it.
   *
   * @param exactly whether another port will not do where this one is taken
   * @throws IllegalStateException if the address cannot be listened at
   */
  public static synchronized LiveServer open(InetAddress host, int port, boolean exactly) {
    InetSocketAddress address = new InetSocketAddress(host, port);
    LiveServer server = OPEN.get(address);
    if (server == null) {
      server = listen(address, exactly);
      OPEN.put(new InetSocketAddress(host, server.url().getPort()), server);
      if (port != 0) {
        OPEN.put(address, server);
      }
      LOG.info("Dashboard: {}", server.url());
    }
    server.use();
    return server;
  }

  private static LiveServer listen(InetSocketAddress address, boolean exactly) {
    try {
      return new LiveServer(address);
    } catch (BindException e) {
      if (exactly) {
        throw refused(address, e);
      }
    } catch (IOException e) {
      throw refused(address, e);
    }
    LOG.warn(
        Fault.of("Dashboard")
            .expected("port %s should be free", address.getPort())
            .received("one in use")
            .remedy("The page gets another port; set one with port().")
            .message());
    return listen(new InetSocketAddress(address.getAddress(), 0), true);
  }

  private static IllegalStateException refused(InetSocketAddress address, IOException e) {
    return Fault.of("Dashboard")
        .expected("the address must be free")
        .received("%s (%s)", address, e.getMessage())
        .remedy("Choose another port, or 0 for any.")
        .state(e);
  }

  /** Leaves a page, which closes when nobody is left. */
  public static synchronized void close(LiveServer server) {
    if (server.leave()) {
      OPEN.values().removeIf(one -> one == server);
    }
  }
}
