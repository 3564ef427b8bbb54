package io.hornbill.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one thread of one process at a time work on a file of the cache. The lock is a file that is
 * gone afterwards; a process that dies gives it up.
 */
final class CacheLock implements AutoCloseable {
  /**
   * The length of a lock file that is deleted, by which those know that wait for it. They must not
   * look at its path: on Unix a process gives up its locks on a file when it closes any channel of
   * it.
   */
  private static final int DELETED = 1;

  private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private final Path file;
  private final FileChannel channel;
  private final ReentrantLock thread;

  private CacheLock(Path file, FileChannel channel, ReentrantLock thread) {
    this.file = file;
    this.channel = channel;
    this.thread = thread;
  }

  /** Waits for the lock. */
  static CacheLock take(Path file) throws IOException, InterruptedException {
    ReentrantLock thread =
        THREADS.computeIfAbsent(file.toAbsolutePath().normalize(), key -> new ReentrantLock());
    thread.lockInterruptibly();
    boolean taken = false;
    try {
      while (true) {
        FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
          // Beyond all content, since Windows does not let others read what is locked.
          channel.lock(Long.MAX_VALUE - 1, 1, false);
          taken = channel.size() != DELETED;
        } finally {
          if (!taken) {
            channel.close();
          }
        }
        if (taken) {
          return new CacheLock(file, channel, thread);
        }
      }
    } finally {
      if (!taken) {
        thread.unlock();
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      Files.deleteIfExists(file);
      channel.write(ByteBuffer.allocate(DELETED));
    } catch (IOException e) {
      // Windows keeps open files; the next one to lock it uses it again.
    } finally {
      try {
        channel.close();
      } finally {
        thread.unlock();
      }
    }
  }
}
