import ArgumentParser
import Foundation

/// The command line: the only room where the others are wired together.
@main
enum Argonaut {
  static func main() async {
    StandardError.fillClosedDescriptors()
    StandardError.ignoreBrokenPipes()
    // Reading the command line takes long enough for a signal to come.
    TerminationSignals.hold()
    let commands = ArgonautCommand.configuration.subcommands.compactMap { $0.configuration.commandName }
    let arguments = ArgumentWords(Array(CommandLine.arguments.dropFirst()), commands: commands)
    do {
      var command = try ArgonautCommand.parseAsRoot(arguments.words)
      if !(type(of: command) is any TakesSignals.Type) { TerminationSignals.letThrough() }
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let failure as CommandFailure {
      StandardError.write("argonaut: \(failure.message)")
      Foundation.exit(failure.exitCode.rawValue)
    } catch {
      exit(withParserError: error, arguments)
    }
  }

  /// Help and version go to stdout with 0; wrong usage goes to stderr with the documented 2.
  private static func exit(withParserError error: any Error, _ arguments: ArgumentWords) -> Never {
    let text = ArgonautCommand.fullMessage(for: error)
    switch ArgonautCommand.exitCode(for: error) {
    case .success:
      print(text)
      Foundation.exit(0)
    case .validationFailure:
      // One line, as for every other failure; the parser's usage text belongs to --help.
      let lines = ArgonautCommand.message(for: error).split(whereSeparator: \.isNewline)
      let reason = lines.map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: " ")
      StandardError.write("argonaut: \(arguments.unknownCommand ?? reason); \(arguments.help)")
      Foundation.exit(CommandFailure.Code.usage.rawValue)
    default:
      StandardError.write(text)
      Foundation.exit(CommandFailure.Code.failed.rawValue)
    }
  }
}

/// The root of the command tree.
struct ArgonautCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "argonaut",
    abstract: "Live trading on Binance, and a local Binance-compatible exchange.",
    version: "0.1.0",
    subcommands: [
      DemoCommand.self,
      RunCommand.self,
      CheckCommand.self,
      GatewayCommand.self,
      InstrumentsCommand.self,
      SandboxCommand.self,
      RecordCommand.self,
      ReplayCommand.self,
      RequestCommand.self,
      WatchCommand.self,
    ]
  )
}
