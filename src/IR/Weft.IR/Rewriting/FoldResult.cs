using System;
using System.Collections.Generic;

namespace Weft.IR;

/// <summary>What folding an operation found out: nothing (the default), what each result is, or that the operation was made
/// simpler where it stands.</summary>
public readonly struct FoldResult
{
    private static readonly object Changed = new();

    private FoldResult(object known) => Known = known;

    private object? Known { get; }

    /// <summary>The operation is the same computation with simpler operands, attributes or regions; it has changed itself.</summary>
    public static FoldResult InPlace { get; } = new(Changed);

    public bool IsNone => Known is null;

    public bool IsInPlace => ReferenceEquals(Known, Changed);

    /// <summary>The value that the only result is, or null.</summary>
    public Value? Value => Known as Value;

    /// <summary>The constant that the only result is, or null.</summary>
    public Attribute? Constant => Known as Attribute;

    /// <summary>What each of several results is, or null.</summary>
    public IReadOnlyList<FoldResult>? Each => Known as FoldResult[];

    /// <summary>What each of several results is: a value or a constant.</summary>
    public static FoldResult All(params FoldResult[] results) => new(results);

    public static implicit operator FoldResult(Value? value) => value is null ? default : new(value);

    public static implicit operator FoldResult(Attribute? constant) => constant is null ? default : new(constant);
}

/// <summary>An operation that knows its results for some operands, or a simpler form of itself. Folding makes no operations, and
/// never says what a rule says, too.</summary>
public interface IFold
{
    /// <param name="constants">For each operand its constant value, or null.</param>
    FoldResult Fold(ReadOnlySpan<Attribute?> constants);
}
