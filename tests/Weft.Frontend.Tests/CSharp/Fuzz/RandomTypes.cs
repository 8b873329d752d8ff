namespace Weft.Frontend.Tests.CSharp.Fuzz;

/// <summary>A struct, tuple or record that random methods use.</summary>
/// <param name="Fields">What can be read of it; <c>IsSettable</c> where it can be assigned, too.</param>
/// <param name="Create">What <c>new</c> takes; empty for tuples, which are written as such.</param>
internal sealed record RandomStruct(string Name, (string Name, string Type, bool IsSettable)[] Fields, string[] Create)
{
    public bool IsTuple => Create.Length == 0;

    /// <summary>Where <c>with</c> and initializers can set something.</summary>
    public IEnumerable<(string Name, string Type)> Initialized =>
        Fields.Where(f => f.IsSettable || Name == "Pair").Select(f => (f.Name, f.Type));
}

/// <summary>The types of random methods. Each is one word, so that types and names of arrays can be made of it.</summary>
internal static class RandomTypes
{
    public static readonly string[] Signed = ["sbyte", "short", "int", "long", "nint"];
    public static readonly string[] Unsigned = ["byte", "ushort", "uint", "ulong", "char"];
    public static readonly string[] Integers = [.. Signed, .. Unsigned];
    public static readonly string[] Floats = ["float", "double", "Half"];
    public static readonly string[] Enums = ["Tone", "Way", "Far"];
    public static readonly string[] Numbers = [.. Integers, .. Floats];
    public static readonly string[] Scalars = [.. Numbers, "bool", .. Enums];

    public static readonly RandomStruct[] Structs =
    [
        new("Pair", [("X", "int", false), ("Y", "float", false)], ["int", "float"]),
        new("Cell", [("A", "sbyte", true), ("B", "double", true), ("C", "Tone", true), ("Twice", "long", true)], ["int", "double"]),
        new("Node", [("Id", "ulong", true), ("At", "Pair", true), ("On", "bool", true), ("Sum", "int", false)], ["ulong", "Pair"]),
        new("Both", [("P", "int", true), ("Q", "long", true)], []),
        new("Three", [("U", "byte", true), ("V", "Half", true), ("W", "bool", true)], []),
    ];

    /// <summary>What can be an element of a kernel's array: tuples have no fixed layout.</summary>
    public static readonly string[] Elements = [.. Scalars, .. Structs.Where(s => !s.IsTuple).Select(s => s.Name)];

    public static readonly string[] All = [.. Scalars, .. Structs.Select(s => s.Name)];

    public static RandomStruct? StructOf(string type) => Structs.FirstOrDefault(s => s.Name == type);

    /// <summary>The members of an enum.</summary>
    public static string[] Members(string type) => type switch
    {
        "Tone" => ["Tone.Low", "Tone.Mid", "Tone.High"],
        "Way" => ["Way.None", "Way.Left", "Way.Right", "Way.Both"],
        _ => ["Far.Near", "Far.Zero", "Far.Away"],
    };

    /// <summary>The declarations of all of them, and <c>Seen</c>, which makes sure that what was read is used: kernels leave out what
    /// nobody uses, together with its fault.</summary>
    public static string Declarations { get; } = """
        #pragma warning disable
        #nullable disable
        using System.Numerics;
        using Both = (int P, long Q);
        using Three = (byte U, System.Half V, bool W);

        public enum Tone : byte { Low, Mid = 5, High = 250 }

        [Flags] public enum Way { None, Left, Right, Both }

        public enum Far : long { Near = -1, Zero = 0, Away = 1L << 40 }

        public readonly record struct Pair(int X, float Y)
        {
            public static Pair operator +(Pair a, Pair b) => new(a.X + b.X, a.Y - b.Y);
            public static Pair operator -(Pair a) => new(-a.X, a.Y);
            public Pair Swap(int k) => new((int)Y + k, X);
        }

        public struct Cell
        {
            public sbyte A;
            public double B;
            public Tone C;
            public Cell(int a, double b) { A = (sbyte)a; B = b; C = a > 3 ? Tone.Mid : Tone.High; }
            public long Twice { readonly get => A * 2L; set { A = (sbyte)(value >> 1); B += value; } }
            public int Step(int by) { A += (sbyte)by; if (A > 50) return -1; B *= 0.5; return A; }
        }

        public record struct Node(ulong Id, Pair At)
        {
            public bool On { get; set; } = true;
            public readonly int Sum => On ? At.X + (int)Id : -1;
            public static Node operator ++(Node n) => n with { Id = n.Id + 1, On = !n.On };
            public void Turn(Pair by) { At += by; On ^= At.X > 3; }
        }


        """ + string.Concat(All.Select(type => $$"""
        static partial class Reads
        {
            public static {{type}} Seen({{type}} x, int[] seen) { seen[0] = seen[0] * 31 + {{Number("x", type)}}; return x; }
        }

        """));

    // NaNs differ in bits that nobody may see.
    private static string Number(string value, string type) => type switch
    {
        "bool" => $"({value} ? 1 : 2)",
        _ when Floats.Contains(type) => $"({value} > ({type})1 ? 1 : 2)",
        _ when StructOf(type) is { } fields => Number($"{value}.{fields.Fields[0].Name}", fields.Fields[0].Type),
        _ => $"unchecked((int){value})",
    };
}
