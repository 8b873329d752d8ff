using System;

namespace Weft.IR;

/// <summary>What an operation's result is known to be: a value that exists, or a constant. Default: nothing is known.</summary>
public readonly struct FoldResult
{
    private FoldResult(object known) => Known = known;

    private object? Known { get; }

    public bool IsNone => Known is null;

    public Value? Value => Known as Value;

    public Attribute? Constant => Known as Attribute;

    public static implicit operator FoldResult(Value? value) => value is null ? default : new(value);

    public static implicit operator FoldResult(Attribute? constant) => constant is null ? default : new(constant);
}

/// <summary>An operation with one result that knows its result for some operands. Folding never says what a rule says, too.</summary>
public interface IFold
{
    /// <param name="constants">For each operand its constant value, or null.</param>
    FoldResult Fold(ReadOnlySpan<Attribute?> constants);
}
