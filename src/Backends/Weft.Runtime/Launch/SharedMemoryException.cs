namespace Weft.Runtime;

#pragma warning disable CA1032, RCS1194 // It says which arrays; there is nothing else to say.
/// <summary>A workflow was given two arrays that share memory, of which it writes one. To a workflow arrays are values.</summary>
public sealed class SharedMemoryException(string workflow, string written, string other) : ArgumentException(
    $"'{written}', which workflow '{workflow}' writes, shares memory with '{other}'; pass arrays that do not overlap", written);
#pragma warning restore CA1032, RCS1194
