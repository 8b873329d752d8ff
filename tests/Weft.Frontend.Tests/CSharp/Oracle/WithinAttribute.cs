namespace Weft.Frontend.Tests.CSharp.Oracle;

/// <summary>How far a kernel's floats may be from those of plain C#, in units of the last place: libraries of math functions
/// round differently. Without it results are the same bit for bit.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class WithinAttribute(int ulps) : Attribute
{
    public int Ulps { get; } = ulps;
}
