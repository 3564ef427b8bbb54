package io.hornbill.files;

import io.hornbill.base.Fault;
import io.hornbill.base.Warnings;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for a remote file in the cache, and puts it there. */
final class CachedFile {
  private static final Logger LOG = LoggerFactory.getLogger(CachedFile.class);
  private static final int WHOLE_DOWNLOADS = 2;

  private final RemoteFile file;
  private final @Nullable ContentHash hash;
  private final Path plain;
  private final Path qualified;

  CachedFile(RemoteFile file) {
    this.file = file;
    hash = file.hash();
    plain = file.cache().resolve(file.name());
    qualified = file.cache().resolve(qualifiedName(file.name(), hash));
  }

  /** The name with a part of the hash before its ending, so that readers know the kind of file. */
  private static String qualifiedName(String name, @Nullable ContentHash hash) {
    if (hash == null) {
      return name;
    }
    int dot = name.lastIndexOf('.');
    int end = dot > 0 ? dot : name.length();
    return name.substring(0, end) + "-" + hash.brief() + name.substring(end);
  }

  Path path() throws IOException, InterruptedException {
    Path found = find();
    if (found != null) {
      return found;
    }
    IOException failure;
    if (file.isOffline()) {
      failure = new IOException("downloads are switched off by hornbill.download.offline");
    } else {
      try {
        return locked();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (file.allowsOtherContent() && Files.isRegularFile(plain)) {
      Warnings.warn(
          LOG,
          Fault.of(file.owner())
              .expected("the file should have %s", hash)
              .received("another content in %s, and %s on downloading it", plain, brief(failure))
              .remedy("It is used all the same."));
      return plain;
    }
    throw missing(failure);
  }

  private @Nullable Path find() throws IOException {
    if (hash == null) {
      return Files.isRegularFile(plain) ? plain : null;
    }
    return hash.matches(plain) ? plain : hash.matches(qualified) ? qualified : null;
  }

  @SuppressWarnings("try") // the lock is only held
  private Path locked() throws IOException, InterruptedException {
    Files.createDirectories(file.cache());
    try (CacheLock lock = CacheLock.take(hidden(".lock"))) {
      Path found = find();
      return found == null ? download() : found;
    }
  }

  private Path hidden(String ending) {
    return qualified.resolveSibling("." + qualified.getFileName() + ending);
  }

  private Path download() throws IOException, InterruptedException {
    List<DownloadListener> listeners = file.listeners();
    Path part = hidden(".part");
    if (hash == null) {
      Files.deleteIfExists(part); // it may be of another version
    }
    IOException failure = new IOException("no address");
    for (URI source : file.sources()) {
      try {
        for (int i = 0; i < WHOLE_DOWNLOADS; i++) {
          load(source, part, listeners);
          if (hash == null || hash.matches(part)) {
            return keep(source, part, listeners);
          }
          failure =
              new IOException("%s %s of %s".formatted(hash.algorithm(), hash.of(part), source));
          Files.delete(part);
        }
      } catch (IOException e) {
        failure = e;
      }
    }
    throw failure;
  }

  private void load(URI source, Path part, List<DownloadListener> listeners)
      throws IOException, InterruptedException {
    boolean once = file.allowsOtherContent() && Files.isRegularFile(plain);
    TransferSink.Watcher watcher = (done, total) -> tell(listeners, source, done, total, false);
    if (hash != null && hash.matches(part)) {
      return; // a process ended before it could move the file
    }
    try {
      new Transfer(source, part, file.limits(once), watcher).run();
    } catch (IOException e) {
      if (hash == null || !hash.matches(part)) {
        throw e;
      }
      // whole all the same: the server was wrong about its length
    }
  }

  private Path keep(URI source, Path part, List<DownloadListener> listeners) throws IOException {
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Path target = Files.exists(plain) ? qualified : plain;
    long size = Files.size(part);
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }
    tell(listeners, source, size, size, true);
    return target;
  }

  private void tell(
      List<DownloadListener> listeners, URI source, long done, long total, boolean complete) {
    DownloadListener.Progress progress =
        new DownloadListener.Progress(file.name(), source, done, total, complete);
    listeners.forEach(listener -> listener.progress(progress));
  }

  private static String brief(IOException failure) {
    String message = failure.getMessage();
    String kind = failure.getClass().getSimpleName();
    boolean ours = failure instanceof TransferException || failure.getClass() == IOException.class;
    return message == null ? kind : ours ? message : kind + ": " + message;
  }

  private IOException missing(IOException failure) throws IOException {
    String present =
        hash != null && Files.isRegularFile(plain)
            ? " (and another content, %s %s, in %s)"
                .formatted(hash.algorithm(), hash.of(plain), plain.toAbsolutePath())
            : "";
    Path place = present.isEmpty() ? plain : qualified;
    return Fault.of(file.owner())
        .expected(
            "the file %s must be in the cache, or be downloaded from %s",
            file.name(),
            file.sources().stream().map(URI::toString).reduce((a, b) -> a + " or " + b).orElse(""))
        .received("%s%s", brief(failure), present)
        .remedy(
            "Fetch it by another way and put it at %s%s, or set the environment variable"
                + " KERAS_HOME to a folder that has it in %s.",
            place.toAbsolutePath(),
            hash == null ? "" : " (" + hash + ")",
            file.cache().getFileName())
        .as(IOException::new, failure);
  }
}
