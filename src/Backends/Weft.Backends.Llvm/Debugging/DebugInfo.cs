namespace Weft.Backends.Llvm;

/// <summary>Asks for DWARF in compiled code: functions, source lines, and the arguments of kernels.</summary>
/// <param name="Directory">What the names of source files are relative to. C# kernels know their file by its name alone.</param>
public sealed record DebugInfo(string Directory);
