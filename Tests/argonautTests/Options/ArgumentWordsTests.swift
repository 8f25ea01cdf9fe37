import Testing

@testable import argonaut

@Suite("The words of a command line")
struct ArgumentWordsTests {
  private func words(_ text: String) -> ArgumentWords {
    ArgumentWords(text.split(separator: " ").map(String.init), commands: ["watch", "run"])
  }

  @Test(
    "a negative number is the value of the option before it, and nothing else is",
    arguments: [
      ("watch --count -1", "watch --count=-1"), ("watch --seconds -.5 --json", "watch --seconds=-.5 --json"),
      ("watch --count 1 -2", "watch --count 1 -2"), ("watch --count=1 -2", "watch --count=1 -2"),
      ("watch -h", "watch -h"), ("watch --count -x", "watch --count -x"), ("watch -- -1", "watch -- -1"),
      ("watch -- --count -1", "watch -- --count -1"),
    ])
  func negativeNumbers(written: String, read: String) {
    #expect(words(written).words.joined(separator: " ") == read)
  }

  @Test("a command that does not exist is told with the nearest one, or with all")
  func commands() {
    #expect(words("wacth --count 1").unknownCommand == "'wacth' is no command; did you mean 'watch'?")
    #expect(words("qqqqqqqqqqqq").unknownCommand == "'qqqqqqqqqqqq' is no command; there are watch, run")
    #expect(words("watch x").unknownCommand == nil && words("--nope").unknownCommand == nil)
    #expect(words("watch --nope").help == "see argonaut watch --help")
    #expect(words("--nope").help == "see argonaut --help")
  }
}
