using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>Structs that C# takes for arrays: as values they are their elements, what is named has memory of its own.</summary>
internal sealed class InlineArrays(BodyLowering body)
{
    public static bool Is(BodyLowering body, IOperation op) =>
        op.Type is { TypeKind: TypeKind.Struct } && body.ValueTypeOf(op.Type, out _) is StructType { InlineElement: not null };

    public InlineArrayPlace New(IOperation source, string name, StructType type, KernelType element)
    {
        Value[] memory = [.. element.Leaves.Select(leaf =>
            body.Function.Add(new AllocaOp([], [], new MemRefType([type.Fields.Count], leaf.Type.Ir))))];
        ArrayValues.Name(memory, name);
        return new(type, new(element, memory), [.. type.Fields.Select((_, i) => body.Function.Index(i))], source);
    }

    /// <summary>The memory of an inline array that a span is taken of. What has no name cannot change: a copy will do.</summary>
    public KernelArray Elements(IOperation op) => (Places.IsPlace(op) ? body.Places.Of(op) : body.Places.Copy(op)) is InlineArrayPlace whole
        ? whole.Elements : throw NotInMemory(op);

    public Place Element(IInlineArrayAccessOperation access)
    {
        var whole = body.Places.Of(access.Instance);
        var count = ((StructType)whole.Type).Fields.Count;
        var index = body.Arrays.Index(access.Argument, () => body.Function.Index(count));
        return At(whole);

        Place At(Place array) => array switch
        {
            InlineArrayPlace { Elements: var elements } => new ElementPlace(elements, [index], access),
            ChosenPlace choice => new ChosenPlace(choice.Condition, At(choice.Then), At(choice.Otherwise)),
            _ when ConstantOp.IntegerOf(index) is >= 0 and var known && known < count =>
                array.Field(((StructType)array.Type).Fields[(int)known]),
            _ => throw NotInMemory(access.Instance),
        };
    }

    private LoweringException NotInMemory(IOperation op) => body.Expressions.Unsupported(
        op, "Elements of an array that are inline arrays have their numbers apart: copy it into a local, and back.");
}
