using System;

namespace Weft.IR;

/// <summary>
/// Declares an operation class. The generator writes what follows from the declaration: members for the marked properties,
/// constructors, the verifier, parser and printer of <see cref="Format"/>, the entry in the dialect's list.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OpAttribute(string name) : System.Attribute
{
    public string Name { get; } = name;

    /// <summary>The custom form in MLIR's assembly-format language. Null: the class parses and prints itself
    /// (<c>static bool Parse(IrParser, OperationState)</c> and <c>PrintCustom</c>), or has only the generic form.</summary>
    public string? Format { get; set; }

    public string DefaultDialect { get; set; } = "";
}

/// <summary>Declares the assembly format that the operations derived from a class share. Traits and marked properties of the
/// class hold for them, too.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OpFamilyAttribute(string format) : System.Attribute
{
    public string Format { get; } = format;
}

/// <summary>Traits in the order in which the verifier checks them.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TraitsAttribute(params OpTraits[] traits) : System.Attribute
{
    public OpTraits[] Traits { get; } = traits;
}

/// <summary>Blocks of the regions end with this operation; parsing and building add it where it is left out.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ImplicitTerminatorAttribute<T> : System.Attribute where T : Operation;

/// <summary>The operation may stand only directly inside one of these: <c>HasParent&lt;FuncOp&gt;</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class HasParentAttribute(params string[] names) : System.Attribute
{
    public string[] Names { get; } = names;
}

/// <summary>The named operands, results and attributes have one type.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class AllTypesMatchAttribute(params string[] members) : System.Attribute
{
    public string[] Members { get; } = members;
}

/// <summary>
/// The type of <paramref name="to"/> follows from that of <paramref name="from"/> by a static method of the class (or of
/// <see cref="TypeRules"/>) that takes and gives a type.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class TypesMatchAttribute(string summary, string from, string to, string method) : System.Attribute
{
    /// <summary>The fact in words, as the verifier states it.</summary>
    public string Summary { get; } = summary;

    public string From { get; } = from;

    public string To { get; } = to;

    public string Method { get; } = method;
}

/// <summary>A fact that must hold: a <c>bool</c> member of the class, property or method without parameters, which may rely on the
/// types and attributes that the declaration asks for.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class HoldsAttribute(string summary, string member) : System.Attribute
{
    /// <summary>The fact in words, as the verifier states it.</summary>
    public string Summary { get; } = summary;

    public string Member { get; } = member;
}

/// <summary>Marks a partial property as an operand: <c>Value</c> for one, <c>Value?</c> for an optional one,
/// <see cref="OperandRange"/> for any number.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OperandAttribute<T> : System.Attribute where T : TypeConstraint, new()
{
    /// <summary>The name in formats and messages; the property's name in camel case when it is not given.</summary>
    public string? Name { get; set; }
}

/// <summary>Marks a partial property as a result: <c>OpResult</c>, or <see cref="ResultRange"/> for any number.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ResultAttribute<T> : System.Attribute where T : TypeConstraint, new()
{
    /// <summary>The name in formats and messages; the property's name in camel case when it is not given.</summary>
    public string? Name { get; set; }
}

/// <summary>
/// Marks a partial property as an inherent attribute. Its C# type decides how it is stored: an attribute class as it is,
/// <c>string</c> <c>long</c> <c>int</c> as builtin attributes, <c>bool</c> as a unit attribute, an enum marked
/// <see cref="IrEnumAttribute"/> as its attribute, a type as a type attribute. A nullable type makes it optional.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AttrAttribute : System.Attribute
{
    /// <summary>The name in the IR; the property's name in camel case when it is not given.</summary>
    public string? Name { get; set; }

    /// <summary>A C# expression for the value when none is written, for example <c>FastMath.None</c>. Where the C# type is nullable
    /// (ODS: <c>DefaultValuedOptionalAttr</c>), it is not stored then, but not printed either when it is stored.</summary>
    public string? Default { get; set; }

    /// <summary>The string is a symbol: written <c>@name</c>.</summary>
    public bool Symbol { get; set; }

    /// <summary>Element type of a <c>Sequence&lt;long&gt;</c>: <c>i64</c>, <c>i32</c> or <c>i1</c>; <c>index</c> for a <c>long</c> that is
    /// kept as an index attribute.</summary>
    public string Element { get; set; } = "i64";

    /// <summary>What the verifier calls the constraint; follows from the C# type when it is not given.</summary>
    public string? Summary { get; set; }

    /// <summary>A static method of the class (or of <see cref="AttributeRules"/>) that takes the stored attribute and says whether it is
    /// one that the constraint accepts, where the C# type does not say all.</summary>
    public string? Test { get; set; }
}

/// <summary>Marks a partial property of type <see cref="Region"/> as a region, or of type
/// <c>IReadOnlyList&lt;Region&gt;</c> as any number of them (last only).</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RegionAttribute : System.Attribute
{
    /// <summary>The name in formats and messages; the property's name in camel case when it is not given.</summary>
    public string? Name { get; set; }

    /// <summary>The exact number of blocks; 0 for any.</summary>
    public int Blocks { get; set; }
}

/// <summary>Marks a partial property of type <see cref="Block"/> as a successor, or of type
/// <c>IReadOnlyList&lt;Block&gt;</c> as any number of them (last only).</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SuccessorAttribute : System.Attribute;

/// <summary>Declares a dialect class; its operations are all classes whose <see cref="OpAttribute"/> name has the prefix.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class DialectAttribute(string name) : System.Attribute
{
    public string Name { get; } = name;
}

/// <summary>How an enum is stored and written in IR.</summary>
public enum EnumForm
{
    /// <summary>An integer attribute of 64 bits; its keyword in custom forms (<c>slt</c>).</summary>
    I64,

    /// <summary>As <see cref="I64"/> with 32 bits.</summary>
    I32,

    /// <summary>An attribute of its own: <c>#arith.overflow&lt;nsw, nuw&gt;</c>, in custom forms <c>&lt;nsw, nuw&gt;</c>.</summary>
    Attribute,

    /// <summary>An attribute of its own without brackets: <c>#gpu&lt;dim x&gt;</c>, in custom forms <c>x</c>.</summary>
    Plain,
}

/// <summary>Marks an enum whose values are attributes. Keywords are the member names in lower case unless a
/// <see cref="KeywordAttribute"/> says otherwise; a <c>[Flags]</c> enum is written as a list.</summary>
[AttributeUsage(AttributeTargets.Enum)]
public sealed class IrEnumAttribute(string name, EnumForm form) : System.Attribute
{
    /// <summary><c>dialect.mnemonic</c> of the attribute form.</summary>
    public string Name { get; } = name;

    public EnumForm Form { get; } = form;

    /// <summary>What the verifier calls the constraint; without it, it lists the numbers.</summary>
    public string Summary { get; set; } = "";

    /// <summary>The type that MLIR's messages name: <c>::mlir::arith::FastMathFlags</c>.</summary>
    public string? CppName { get; set; }

    /// <summary>What stands between the flags of a list when it is printed.</summary>
    public string Separator { get; set; } = ",";
}

[AttributeUsage(AttributeTargets.Field)]
public sealed class KeywordAttribute(string keyword) : System.Attribute
{
    public string Keyword { get; } = keyword;
}
