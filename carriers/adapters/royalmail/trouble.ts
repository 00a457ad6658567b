/** Royal Mail's event codes for trouble, returns and events without movement; see codes.ts. */

import { type CodeTable, codeRows } from '../../reading/code-table.ts';

export const TROUBLE: CodeTable = {
  ...codeRows('exception/damage', {
    EVBDM: 'Outward RDC, damaged',
    EVBSD: 'Outward RDC, damaged',
    EVCDM: 'Inward RDC, damaged',
    EVCPD: 'Inward RDC, damaged',
    EVDDM: 'Outward MC, damaged',
    EVDSD: 'Outward MC, damaged',
    EVGDM: 'Indoor sorting, damaged',
    EVIDM: 'Inward MC, damaged',
    EVIPD: 'Inward MC, damaged',
  }),
  ...codeRows('exception/destroyed', {
    EVNDL: 'Item destroyed locally',
    EVSGD: 'Confirmed dangerous goods, disposed of',
  }),
  ...codeRows('exception/security', {
    EVSGS: 'Dangerous goods disposed of, remaining items continue',
    EVSUS: 'Suspected prohibited goods',
  }),
  EVNKS: {
    status: 'exception',
    reason: 'held',
    responsible: 'customer',
    words: 'Available for collection - Keepsafe: held as requested',
  },
  EVNRT: {
    status: 'exception',
    reason: 'held',
    responsible: 'customer',
    words: 'Held for retention',
  },
  ...codeRows('exception/held', {
    EVHAR: 'Export cancelled at addressee’s request',
    EVHSR: 'Export cancelled at sender’s request',
  }),
  ...codeRows('exception/delay', { EVHFM: 'Export cancelled: force majeure' }),
  ...codeRows('exception/payment_due', {
    EVHAP: 'Export cancelled: awaiting payment of charges',
    EVNCF: 'Held with fee to pay',
  }),
  ...codeRows('exception/customs', {
    EVJAP: 'Held by import customs: awaiting presentation',
    EVJBA: 'Held by import customs: retained for unspecified reason',
    EVJCA: 'Held by import customs: handed over for final delivery',
    EVJPA: 'Held by import customs: prohibited articles',
  }),
  ...codeRows('exception/customs_information', {
    EVHNC: 'Export cancelled: impossible to contact customer',
    EVJCC: 'Held by import customs: impossible to contact customer',
    EVJCD: 'Held by import customs: declaration missing',
    EVJCO: 'Held by import customs: certificate of origin missing',
    EVJEM: 'Held by import customs: invoice missing',
    EVJES: 'Held by import customs: incomplete shipment',
    EVJIN: 'Held by import customs: incomplete documentation',
    EVJML: 'Held by import customs: import licence missing',
    EVJSR: 'Held by import customs: export licence missing',
  }),
};

export const RETURNS: CodeTable = {
  ...codeRows('return_to_sender/returned', { EVRTS: 'Delivered back to the sender' }),
  ...codeRows('return_to_sender', {
    EVBRB: 'Outward RDC, rejected barcode',
    EVBRT: 'Outward RDC, returned to sender',
    EVBRW: 'Outward RDC, rejected overweight',
    EVCRB: 'Inward RDC, rejected barcode',
    EVDRB: 'Outward MC, rejected barcode',
    EVDRW: 'Outward MC, overweight',
    EVDSW: 'Outward MC, overweight',
    EVNRN: 'Returned to National Returns Centre',
    EVNRS: 'Returned to Sender',
    EVORR: 'Received and identified as a return to sender item',
    EVORT: 'Received for return to sender at the Mail Centre',
    EVPLI: 'Local Collect, request to return to sender',
    EVPLX: 'Local Collect, waiting for return to sender',
    EVPUX: 'Undelivered item, accepted for return',
  }),
  ...codeRows('return_to_sender/address', {
    EVBRA: 'Outward RDC, address incomplete',
    EVBSA: 'Outward RDC, address incomplete',
    EVCPA: 'Inward RDC, address incomplete',
    EVCRA: 'Inward RDC, address incomplete',
    EVDRA: 'Outward MC, address incomplete',
    EVDSA: 'Outward MC, address incomplete',
    EVHCA: 'Export cancelled: incomplete address',
    EVIPA: 'Inward MC, address incomplete',
    EVKAI: 'Address incomplete/incorrect',
    EVKGA: 'Gone away',
    EVNAC: 'Marked for return, gone away',
    EVNAI: 'Return to sender - Address incomplete',
    EVNGA: 'Return to sender - Gone away',
    EVNGL: 'Delivery attempted late, gone away',
    EVNLA: 'Return to NRC - Address incomplete',
    EVNLG: 'Return to NRC - Gone away',
    EVNLI: 'Delivery attempted late, incomplete address',
    EVNSI: 'Delivery attempted on time, incomplete address',
    EVNUK: 'Marked for return, addressee unknown',
    EVNUL: 'Delivery attempted late, unknown addressee: returned',
    EVNUO: 'Delivery attempted on time, unknown addressee: returned',
    EVPLU: 'Local Collect, addressee unknown',
    EVPOG: 'Attempted on time, addressee gone away',
    EVPOI: 'Attempted on time, address incomplete',
    EVPOU: 'Attempted on time, address unknown: returned',
    EVPXG: 'Attempted late, addressee gone away',
    EVPXI: 'Attempted late, address incomplete',
    EVPXU: 'Attempted late, address unknown: returned',
  }),
  ...codeRows('return_to_sender/refused', {
    EVKRF: 'Refused',
    EVNAB: 'Marked for return, refused',
    EVNHR: 'Returned to HWDC, refused',
    EVNLR: 'Return to NRC - Refused',
    EVNRF: 'Return to sender - Refused',
    EVNRO: 'Delivery attempted on time, refused',
    EVNRR: 'Delivery attempted late, refused',
    EVPLR: 'Local Collect, refused',
    EVPOR: 'Attempted on time, refused',
    EVPXR: 'Attempted late, refused',
  }),
  ...codeRows('return_to_sender/unclaimed', {
    EVNAD: 'Marked for return, retention exceeded',
    EVNHE: 'Returned to HWDC, retention exceeded',
    EVNRE: 'Return to sender - Retention exceeded',
    EVNRL: 'Return to NRC - Retention exceeded',
    EVPLN: 'Local Collect, not collected',
  }),
  ...codeRows('return_to_sender/customs', {
    EVHCR: 'Export cancelled: customs requirements not met',
  }),
  ...codeRows('return_to_sender/customs_information', {
    EVHID: 'Export cancelled: incorrect documentation',
  }),
  ...codeRows('return_to_sender/damage', { EVHDI: 'Export cancelled: item damaged' }),
};

/** Notices to the recipient, by subject. */
const NOTICES_ABOUT: Readonly<Record<string, string>> = {
  NDE: 'Item delivered notification',
  NEP: 'E739 notification',
  NFN: 'We still have your item notification',
  NLC: 'Local Collect notification',
  NRD: 'Item ready for delivery notification',
  NRE: 'Item returned to sender notification',
  NSF: 'Item delivered to Safeplace notification',
  NUN: 'Unable to deliver your item notification',
};

/** The delivery of a notice never changes the parcel's status. */
const NOTICE_OUTCOMES: Readonly<Record<string, string>> = {
  DF: 'unable to reach device',
  RF: 'request failed',
  RS: 'requested successfully',
  SF: 'unable to reach operator',
  SS: 'sent to operator',
};

export const NOTICES: CodeTable = {
  ...codeRows('info', {
    EVDLS: 'Item lost by machine',
    EVNCL: 'Item not located at the Customer Service Point',
    EVNDS: 'Item deleted in SPS',
    EVNOU: 'Booked out',
    EVZAM: 'Delivery attempted notification',
    EVZBF: 'Billing request processed',
    EVZDM: 'Delivery made notification',
    EVZDR: 'Due to be returned notification',
    EVZLM: 'Item left notification',
    EVZRD: 'Due to be returned notification',
    EVZRM: 'Ready for delivery notification',
    EVZSO: 'Sales order raised',
  }),
  ...codeRows('info', listNoticeCodes()),
};

function listNoticeCodes(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(NOTICES_ABOUT).flatMap(([about, words]) =>
      Object.entries(NOTICE_OUTCOMES).map(([outcome, became]) => [
        `${about}${outcome}`,
        `${words}: ${became}`,
      ]),
    ),
  );
}
