/// What to do with a prefix that has bits set right of its length, such as 10.0.0.1/24.
package enum HostBits: Sendable, Hashable {
  /// It is an error that names the canonical form.
  case refused
  /// It is read as 10.0.0.0/24.
  case cleared
}
