using System.Collections.Generic;

namespace Weft.IR;

public static class OperationCopies
{
    extension(Operation op)
    {
        /// <summary>The same computation on other operands; its regions are copied.</summary>
        public Operation CopyWith(IReadOnlyList<Value> operands, IReadOnlyList<IrType> resultTypes)
        {
            var state = new OperationState(op.Info, op.Location) { Properties = op.Properties.ToArray() };
            state.Operands.AddRange(operands);
            state.ResultTypes.AddRange(resultTypes);
            foreach (var attribute in op.Attributes) state.Attributes.Add(attribute);
            foreach (var region in op.Regions) new IrMapping().CloneInto(region, state.AddRegion());
            return state.Build();
        }
    }
}
