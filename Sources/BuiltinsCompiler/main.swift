import Diagnostics
import Foundation

// Reads `devices/platforms` and `templates` below the package's root, checks them and writes one Swift file
// that holds them: `BuiltinsCompiler ROOT OUTPUT`. What is wrong goes to stderr as `file:line:column: error: …`.

let arguments = CommandLine.arguments
guard arguments.count == 3 else {
  FileHandle.standardError.write(Data("usage: BuiltinsCompiler ROOT OUTPUT\n".utf8))
  exit(Outcome.usage.rawValue)
}
do {
  let root = arguments[1].hasSuffix("/") ? String(arguments[1].dropLast()) : arguments[1]
  try BuiltinsCompiler(root: root).run(output: arguments[2])
} catch {
  FileHandle.standardError.write(Data("\(error)\n".utf8))
  exit(Outcome.badInput.rawValue)
}
