import Foundation

/// Where logs and errors go; stdout carries data only.
enum StandardError {
  /// Writes one line. Where nobody takes it (a closed descriptor, a full disk, a collector that died) it is lost: a node
  /// must not end because of its log.
  static func write(_ line: String) {
    // Not `write(_:)`, which ends the process when the descriptor refuses.
    try? FileHandle.standardError.write(contentsOf: Data((line + "\n").utf8))
  }

  /// Gives standard descriptors that are closed (`>&-`) a place that holds nothing and takes nothing. The next socket would
  /// get their numbers, and what is meant for stdout.
  static func fillClosedDescriptors() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) == -1 {
      // The lowest free number is theirs.
      _ = open("/dev/null", O_RDONLY)
    }
  }

  /// A reader that went away (`| head`) ends the program by a failed write, not by a signal.
  static func ignoreBrokenPipes() {
    signal(SIGPIPE, SIG_IGN)
  }
}
