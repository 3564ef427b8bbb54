package io.hornbill.files;

import java.net.URI;

/**
 * Is told how far a download is. One that a jar names in {@code
 * META-INF/services/io.hornbill.files.DownloadListener} is told of all downloads; {@code
 * hornbill-callbacks} brings one that draws a progress bar.
 *
 * <pre>{@code
 * RemoteFile.named("mnist.npz").listener(p -> System.out.println(p.done() + " of " + p.total()));
 * }</pre>
 */
@FunctionalInterface
public interface DownloadListener {
  /**
   * How far a download is.
   *
   * @param name the file's name
   * @param source where it comes from
   * @param done the bytes on disk
   * @param total the bytes of the whole file; -1 if unknown
   * @param complete true once the file is whole, checked and in its place
   */
  record Progress(String name, URI source, long done, long total, boolean complete) {}

  /**
   * Takes note; called on any thread, never by two at once for one file.
   *
   * @param progress how far the download is
   */
  void progress(Progress progress);
}
