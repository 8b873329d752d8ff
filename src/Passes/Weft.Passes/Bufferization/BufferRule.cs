using Weft.IR;

namespace Weft.Passes;

/// <summary>A tensor whose buffer may be that of an operand.</summary>
/// <param name="IsEquivalent">Whether it is exactly that buffer, not a part of it.</param>
internal readonly record struct BufferAlias(Value Value, bool IsEquivalent);

/// <summary>What an operation does with the buffers of its tensors.</summary>
/// <param name="Rewrite">Puts an operation on buffers in its place.</param>
internal sealed record BufferRule(Action<Operation, Buffers> Rewrite)
{
    /// <summary>Whether it looks at the elements of an operand.</summary>
    public Func<OpOperand, bool> Reads { get; init; } = static _ => false;

    /// <summary>Whether it writes into the buffer of an operand, if it may have it.</summary>
    public Func<OpOperand, bool> Writes { get; init; } = static _ => false;

    /// <summary>The tensors that get the buffer of an operand, if it may have it.</summary>
    public Func<OpOperand, IEnumerable<BufferAlias>> Aliases { get; init; } = static _ => [];

    /// <summary>Whether what became of an operand is in its buffer after all that the regions do.</summary>
    public Func<OpOperand, InPlaceAnalysis, bool> Keeps { get; init; } = static (_, _) => false;

    /// <summary>Whether a result that has no buffer of an operand has elements.</summary>
    public bool GivesContents { get; init; } = true;

    /// <summary>Whether others may write into such a result.</summary>
    public bool GivesWritable { get; init; } = true;

    /// <summary>Whether it takes what it is given, and what is made of its results is the affair of the operation around it.</summary>
    public bool IsTerminator { get; init; }
}
