package io.hornbill.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one thread of one process at a time work on a file of the cache. The lock is a file that is
 * gone afterwards; a process that dies gives it up.
 */
final class CacheLock implements AutoCloseable {
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
          taken = isStillThere(file, channel);
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

  /** Who held the lock before has deleted the file; then another one may lie in its place. */
  private static boolean isStillThere(Path file, FileChannel channel) throws IOException {
    String token = UUID.randomUUID().toString();
    channel.write(ByteBuffer.wrap(token.getBytes(StandardCharsets.US_ASCII)), 0);
    try {
      return Files.readString(file, StandardCharsets.US_ASCII).equals(token);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      Files.deleteIfExists(file);
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
