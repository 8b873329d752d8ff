namespace Weft.IR;

public enum Signedness
{
    Signless,
    Signed,
    Unsigned,
}

/// <summary><c>i32</c>, <c>si8</c>, <c>ui16</c>: integers of 1 to 16,777,215 bits.</summary>
public sealed record IntegerType : IrType
{
    public const int MaxWidth = (1 << 24) - 1;

    private static readonly IntegerType[] Small = MakeSmall();

    private IntegerType(int width, Signedness signedness) => (Width, Signedness) = (width, signedness);

    public int Width { get; }

    public Signedness Signedness { get; }

    public bool IsSignless => Signedness == Signedness.Signless;

    /// <summary>Whether there is only one object that equals this one.</summary>
    internal bool IsShared => Width < Small.Length && IsSignless;

    public static IntegerType I1 => Small[1];

    public static IntegerType I8 => Small[8];

    public static IntegerType I16 => Small[16];

    public static IntegerType I32 => Small[32];

    public static IntegerType I64 => Small[64];

    public static IntegerType Get(int width, Signedness signedness = Signedness.Signless) =>
        width < Small.Length && signedness == Signedness.Signless ? Small[width] : new(width, signedness);

    private static IntegerType[] MakeSmall()
    {
        var table = new IntegerType[65];
        for (var width = 0; width < table.Length; width++) table[width] = new IntegerType(width, Signedness.Signless);
        return table;
    }
}

/// <summary>The integer that counts and addresses; 64 bits on all our targets.</summary>
public sealed record IndexType : IrType
{
    private IndexType() { }

    public static IndexType Instance { get; } = new();
}

public sealed record NoneType : IrType
{
    private NoneType() { }

    public static NoneType Instance { get; } = new();
}

/// <summary><c>complex&lt;f32&gt;</c>.</summary>
public sealed record ComplexType(IrType Element) : IrType;

public sealed record TupleType(Sequence<IrType> Elements) : IrType;

/// <summary><c>(i32, f32) -> f32</c>.</summary>
public sealed record FunctionType(Sequence<IrType> Inputs, Sequence<IrType> Results) : IrType;

/// <summary>A type of a dialect that is not loaded, kept as written: <c>!dialect.body</c> or <c>!dialect&lt;"body"&gt;</c>.</summary>
public sealed record OpaqueType(string Dialect, string Body) : IrType;
