package io.hornbill.files;

import io.hornbill.base.Fault;
import io.hornbill.files.internal.home.KerasHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * A published file that is kept in Keras' home folder: downloaded once, checked, and found there
 * from then on.
 *
 * <pre>{@code
 * Path weights = RemoteFile.named("vgg16_weights.h5")
 *     .owner("VGG16")
 *     .folder("models")
 *     .url("https://example.org/vgg16_weights.h5")
 *     .md5("64373286793e3c8b2b4e3219cbf3544b")
 *     .fetch();
 * }</pre>
 *
 * <p>A file of the cache counts by name and hash. One of the same name with another content is left
 * alone, and the wanted one is kept beside it, with a part of its hash in its name. A download goes
 * to a hidden file first; what breaks off is gone on with, also by a later process. Two processes
 * that want one file download it once.
 *
 * <p>What holds for all downloads is set by system properties, or by environment variables of the
 * same name in capitals with underscores:
 *
 * <ul>
 *   <li>{@code hornbill.download.mirror}: a server with the layout of Keras' home, such as {@code
 *       https://mirror.example/keras}, that is asked for {@code models/vgg16_weights.h5} instead of
 *       the published address;
 *   <li>{@code hornbill.download.offline}: {@code true} if nothing is to be downloaded.
 * </ul>
 *
 * @see <a href="https://keras.io/api/utils/python_utils/#getfile-function">Keras: get_file</a>
 */
public final class RemoteFile {
  private final String name;
  private final List<URI> urls = new ArrayList<>();
  private String owner = "RemoteFile";
  private String folder = "datasets";
  private Path home = KerasHome.folder();
  private @Nullable ContentHash hash;
  private @Nullable DownloadListener listener;
  private @Nullable URI mirror;
  private boolean offline;
  private boolean otherContent;
  private Duration connect = Duration.ofSeconds(15);
  private Duration stall = Duration.ofSeconds(30);
  private Duration backOff = Duration.ofMillis(500);
  private int retries = 4;

  private RemoteFile(String name) {
    this.name = name;
    String server = setting("mirror");
    mirror = server.isBlank() ? null : address(server);
    offline = Boolean.parseBoolean(setting("offline"));
  }

  /**
   * Names a file.
   *
   * @param name its name in the cache, without folders
   * @return the file, to be described further
   */
  public static RemoteFile named(String name) {
    if (name.isBlank() || Path.of(name).getNameCount() != 1 || name.startsWith(".")) {
      throw Fault.of("RemoteFile")
          .expected("name must be a plain file name")
          .received("\"%s\"", name)
          .remedy("Set folders by folder().")
          .argument();
    }
    return new RemoteFile(name);
  }

  private static String setting(String key) {
    String property = "hornbill.download." + key;
    String variable = System.getenv(property.toUpperCase(Locale.ROOT).replace('.', '_'));
    return System.getProperty(property, variable == null ? "" : variable);
  }

  private static URI address(String url) {
    URI uri = URI.create(url.strip());
    if (uri.getHost() == null
        || (!"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme()))) {
      throw Fault.of("RemoteFile")
          .expected("an address must begin with http:// or https://")
          .received("\"%s\"", url)
          .remedy("Correct it.")
          .argument();
    }
    return uri;
  }

  /**
   * Says how messages name who needs the file.
   *
   * @param owner such as {@code "Mnist"}; {@code "RemoteFile"} by default
   */
  public RemoteFile owner(String owner) {
    this.owner = owner;
    return this;
  }

  /**
   * Adds an address.
   *
   * @param url where the file is published, http or https; several are tried in their order
   */
  public RemoteFile url(String url) {
    urls.add(address(url));
    return this;
  }

  /**
   * Sets the content by its SHA-256.
   *
   * @param hex 64 hexadecimal digits
   */
  public RemoteFile sha256(String hex) {
    hash = ContentHash.sha256(owner, hex);
    return this;
  }

  /**
   * Sets the content by its MD5. That guards against damage and mix-ups, not against forgery.
   *
   * @param hex 32 hexadecimal digits
   */
  public RemoteFile md5(String hex) {
    hash = ContentHash.md5(owner, hex);
    return this;
  }

  /**
   * Sets the folder within Keras' home.
   *
   * @param folder {@code "datasets"} by default; {@code "models"} for weights
   */
  public RemoteFile folder(String folder) {
    this.folder = folder;
    return this;
  }

  /**
   * Sets the cache.
   *
   * @param home Keras' home folder by default
   */
  public RemoteFile home(Path home) {
    this.home = home;
    return this;
  }

  /**
   * Sets who is told how far the download is.
   *
   * @param listener told of this download; by default those that jars name are told
   */
  public RemoteFile listener(DownloadListener listener) {
    this.listener = listener;
    return this;
  }

  /**
   * Sets a server that is asked instead of the published addresses.
   *
   * @param url an address with the layout of Keras' home below it; by default {@code
   *     hornbill.download.mirror}
   */
  public RemoteFile mirror(String url) {
    mirror = address(url);
    return this;
  }

  /**
   * Sets whether nothing may be downloaded.
   *
   * @param offline by default {@code hornbill.download.offline}
   */
  public RemoteFile offline(boolean offline) {
    this.offline = offline;
    return this;
  }

  /**
   * Sets whether a file of the cache with this name and another content serves, with a warning,
   * when the wanted one cannot be had.
   *
   * @param otherContent false by default
   */
  public RemoteFile otherContent(boolean otherContent) {
    this.otherContent = otherContent;
    return this;
  }

  /**
   * Sets how patient a download is.
   *
   * @param connect how long connecting may take; 15 s by default
   * @param stall how long nothing may arrive; 30 s by default
   */
  public RemoteFile timeouts(Duration connect, Duration stall) {
    if (connect.toMillis() <= 0 || stall.toMillis() <= 0) {
      throw Fault.of("RemoteFile")
          .expected("timeouts must be positive")
          .received("%s and %s", connect, stall)
          .remedy("Give at least a millisecond.")
          .argument();
    }
    this.connect = connect;
    this.stall = stall;
    return this;
  }

  /**
   * Sets how often a download is tried again.
   *
   * @param retries how often without getting further, at least 0; 4 by default
   * @param backOff the pause before the first time, which doubles each time; 0.5 s by default
   */
  public RemoteFile retries(int retries, Duration backOff) {
    if (retries < 0 || backOff.isNegative()) {
      throw Fault.of("RemoteFile")
          .expected("retries must be at least 0, with a pause")
          .received("%s and %s", retries, backOff)
          .remedy("Give 0 to try once.")
          .argument();
    }
    this.retries = retries;
    this.backOff = backOff;
    return this;
  }

  /**
   * Finds the file in the cache, or downloads it.
   *
   * @return where it is
   * @throws UncheckedIOException if it can neither be found nor be downloaded; the message names
   *     the address, the place where to put the file, and its hash
   */
  public Path fetch() {
    if (urls.isEmpty()) {
      throw Fault.of("RemoteFile")
          .expected("there must be an address to download from")
          .received("none for %s", name)
          .remedy("Set url().")
          .argument();
    }
    try {
      return new CachedFile(this).path();
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Fault.of(owner)
          .expected("the download of %s must not be interrupted", name)
          .received("an interruption")
          .remedy("Start over; it goes on where it was.")
          .as(UncheckedIOException::new, new IOException(e));
    }
  }

  /**
   * Finds the folder that the file, an archive of the kind {@code .tar.gz}, is unpacked to, or
   * makes it.
   *
   * @param unpacked the folder's name in the cache
   * @return where it is
   * @throws UncheckedIOException as {@link #fetch}
   * @throws ModelFormatException if it is no such archive, or one with paths that lead outside
   */
  public Path fetchFolder(String unpacked) {
    Path target = cache().resolve(unpacked);
    return TarArchive.unpackOnce(target, this::fetch);
  }

  String name() {
    return name;
  }

  String owner() {
    return owner;
  }

  @Nullable ContentHash hash() {
    return hash;
  }

  /** The folder that the file is kept in. */
  Path cache() {
    return home.resolve(folder);
  }

  boolean isOffline() {
    return offline;
  }

  boolean allowsOtherContent() {
    return otherContent;
  }

  /** Where to download from, in this order. */
  List<URI> sources() {
    URI server = mirror;
    return server == null
        ? List.copyOf(urls)
        : List.of(URI.create(server.toString().replaceAll("/+$", "") + "/" + folder + "/" + name));
  }

  TransferLimits limits(boolean once) {
    return new TransferLimits(connect, stall, once ? 0 : retries, backOff);
  }

  /** Who is told how far the download is. */
  List<DownloadListener> listeners() {
    DownloadListener chosen = listener;
    if (chosen != null) {
      return List.of(chosen);
    }
    return ServiceLoader.load(DownloadListener.class).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }
}
