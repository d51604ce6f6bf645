import ArgumentParser
import Foundation
import Jinja

/// `template batch`: cases in, results out, one JSON document a line each.
struct TemplateBatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "batch",
    abstract: "Render many templates: one JSON case a line in, one JSON result a line out.",
    discussion: """
      A case names its templates, the entry, a context and options:

        {"id":"a","templates":{"main":"{{ x }}"},"entry":"main","context":{"x":1},"options":{"undefined":"strict"}}

      A result is {"id":"a","ok":true,"output":"1"}, or has "ok":false with "error" (syntax, undefined, notfound, \
      runtime), "line" and "message". Results come in the order of the cases, each as soon as it is there. A case \
      never ends the batch.
      """)

  /// Room for the deepest nesting that the engine's limits allow, many times over.
  private static let stackSize = 64 << 20

  func run() throws {
    let done = DispatchSemaphore(value: 0)
    let worker = Thread {
      var batch = JinjaBatch()
      while let line = readLine(strippingNewline: true) {
        guard !line.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) else { continue }
        FileHandle.standardOutput.write(Data(batch.answer(Array(line.utf8)) + [0x0A]))
      }
      done.signal()
    }
    worker.stackSize = Self.stackSize
    worker.start()
    done.wait()
  }
}
