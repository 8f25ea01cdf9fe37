import Foundation

/// Waiting for descriptors that do not wait by themselves (`O_NONBLOCK`), as some parent processes hand them down.
enum DescriptorWait {
  /// Returns when something can be written, or when writing would tell an error.
  static func untilWritable(_ descriptor: Int32) { wait(descriptor, POLLOUT) }

  /// Returns when something can be read, at the end of the input, or when reading would tell an error.
  static func untilReadable(_ descriptor: Int32) { wait(descriptor, POLLIN) }

  private static func wait(_ descriptor: Int32, _ event: Int32) {
    var entry = pollfd(fd: descriptor, events: Int16(event), revents: 0)
    _ = poll(&entry, 1, -1)
  }
}
