import ArgumentParser
import Histogram
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

@main struct Argonaut: AsyncParsableCommand {}
