/// What one render may use; passing a limit is an error of kind `limit`.
package struct EvaluationLimits: Sendable, Hashable {
  /// Passes of all loops together, items that filters and methods walk through included.
  package var iterations = 5_000_000
  /// Nested macro calls, includes, imports, blocks, recursive loops.
  package var recursionDepth = 150
  /// Bytes of the output, of any captured part of it, and of any one text.
  package var outputBytes = 64 << 20
  /// Bytes of all texts and lists that operators, filters and methods make in one render, kept or not.
  package var madeBytes = 1 << 30
  /// Bits of an integer.
  package var integerBits = 1 << 17
  /// Pieces, steps and values of a source map, and lists and dicts of its context.
  package var mapEntries = 1_000_000
  /// Time for one render; `nil`: no limit.
  package var time: Duration? = .seconds(30)

  package init() {}
}
