namespace Weft;

/// <summary>
/// Marks a static method that Weft compiles. The method stays ordinary C#; beside it appears a class named after it,
/// <c>SaxpyKernel</c> for <c>Saxpy</c>, whose <c>Launch</c> runs the compiled kernel on a device.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KernelAttribute : Attribute;
