namespace Weft.IR;

/// <summary>Modules, and the types and attributes that all dialects share.</summary>
[Dialect("builtin")]
public sealed partial class BuiltinDialect;
