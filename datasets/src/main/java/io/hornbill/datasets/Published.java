package io.hornbill.datasets;

import io.hornbill.files.RemoteFile;
import io.hornbill.files.internal.home.KerasHome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The files that Keras publishes data sets in. */
final class Published {
  private static final String KERAS =
      "https://storage.googleapis.com/tensorflow/tf-keras-datasets/";

  private Published() {}

  /**
   * Finds or downloads a file of Keras.
   *
   * @param owner the data set
   * @param name the file's name where it is published
   * @param given the file that was asked for: one that is there, or a name in the cache; null for
   *     the usual one
   * @param sha256 what it holds
   */
  static Path file(String owner, String name, @Nullable Path given, String sha256) {
    if (given != null && (Files.exists(given) || given.getNameCount() > 1)) {
      return KerasHome.require(owner, given, KERAS + name);
    }
    return remote(owner, given == null ? name : given.toString(), KERAS + name)
        .sha256(sha256)
        .fetch();
  }

  /** Finds or downloads a word index of Keras. */
  static Path wordIndex(String owner, String name, String md5) {
    return remote(owner, name, KERAS + name).md5(md5).fetch();
  }

  /** Describes a file; a user's own copy of it serves where there is no network. */
  static RemoteFile remote(String owner, String name, String url) {
    return RemoteFile.named(name).owner(owner).url(url).otherContent(true);
  }

  /** Finds or downloads a file of Keras whose hash Keras does not know. */
  static void fetch(String owner, String name, String folder) {
    remote(owner, name, KERAS + name).folder(folder).fetch();
  }
}
