import {
  describeHandover,
  type HandoverKind,
  photoLink,
} from '../../domain/parcel/proof-of-delivery.ts';
import type { ShipmentView } from '../../views/order.ts';

/** Where a delivered parcel was left, and who signed for it. Empty if the carrier does not say. */
export function Handover({ shipment }: { readonly shipment: ShipmentView }) {
  const { proofOfDelivery, scans } = shipment;
  const scan = scans.findLast(({ status }) => status === 'delivered');
  const handover = describeHandover(proofOfDelivery, scan?.description ?? null);
  const photo = photoLink(proofOfDelivery);
  const { kind = null, place = null, signedBy = null } = handover ?? {};
  return (
    <>
      {kind || place ? <p>{whereLeft(kind, place)}</p> : null}
      {signedBy ? <p>Signed for by {signedBy}</p> : null}
      {photo ? (
        <p>
          <a href={photo} rel="noreferrer">
            See {shipment.carrierName}’s photo
          </a>
        </p>
      ) : null}
    </>
  );
}

function whereLeft(kind: HandoverKind | null, place: string | null): string {
  if (kind === null) return `Left at: ${place}`;
  return place === null ? HANDOVER_WORDS[kind] : `${HANDOVER_WORDS[kind]}: ${place}`;
}

const HANDOVER_WORDS: Readonly<Record<HandoverKind, string>> = {
  neighbour: 'Left with a neighbour',
  safe_place: 'Left in the safe place',
  letterbox: 'Left in or at your letterbox',
  reception: 'Left at the reception',
  door: 'Left at your door',
};
