using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.Lowering;

/// <summary>Arrays of constants: memory of the module that nobody writes.</summary>
internal static class ConstantLowering
{
    public static GlobalOp Global(VariableSymbol constant)
    {
        var type = TypeLowering.Array((ArrayType)constant.Type);
        var contents = DenseElementsAttr.Of(
            new RankedTensorType(type.Extents, type.Element), place => TypeLowering.Attribute(constant.Values[(int)place]));
        return new GlobalOp(constant.Name, type)
        {
            Visibility = "private",
            InitialValue = contents,
            Constant = true,
            Location = constant.Location,
        };
    }

    public static GetGlobalOp Get(VariableSymbol constant)
    {
        var get = new GetGlobalOp(SymbolRefAttr.Flat(constant.Name), TypeLowering.Array((ArrayType)constant.Type));
        get.SetAttribute(KernelAttributes.Name, new StringAttr(constant.Name));
        return get;
    }
}
