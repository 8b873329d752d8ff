using Weft.IR;

namespace Weft.Runtime;

/// <summary>Where the arrays of an argument block lie.</summary>
internal static class SlotMemory
{
    /// <summary>Throws <see cref="SharedMemoryException"/> when an array that is written shares memory with another one.</summary>
    public static void RequireApart(KernelSignature signature, ReadOnlySpan<long> slots)
    {
        var next = 0;
        for (var i = 0; i < signature.Parameters.Length; i++)
        {
            var parameter = signature.Parameters[i];
            if (parameter.Access != Access.In) RequireApart(signature, slots, i, Range(parameter, slots[next..]));
            next += Length(parameter);
        }
    }

    private static void RequireApart(KernelSignature signature, ReadOnlySpan<long> slots, int written, (long Start, long End) range)
    {
        var next = 0;
        for (var i = 0; i < signature.Parameters.Length; i++)
        {
            var parameter = signature.Parameters[i];
            if (i != written && !parameter.IsScalar && Range(parameter, slots[next..]) is var other
                && range.Start < other.End && other.Start < range.End)
                throw new SharedMemoryException(signature.Name, signature.Parameters[written].Name, parameter.Name);
            next += Length(parameter);
        }
    }

    private static int Length(KernelParameter parameter) => parameter.IsScalar ? 1 : 1 + parameter.Shape.Length;

    private static (long Start, long End) Range(KernelParameter parameter, ReadOnlySpan<long> slots)
    {
        var bytes = (long)parameter.Element.ByteSize;
        foreach (var extent in slots.Slice(1, parameter.Shape.Length)) bytes *= extent;
        return (slots[0], slots[0] + bytes);
    }
}
